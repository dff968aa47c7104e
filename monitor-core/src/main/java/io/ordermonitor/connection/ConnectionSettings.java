package io.ordermonitor.connection;

import java.time.Duration;

/**
 * Limits of connections and of what is kept for those who return.
 *
 * @param perUser the most connections of a user
 * @param historyMessages the most messages kept of a user
 * @param historyBytes the most bytes kept of a user
 * @param retention how long they are kept after the last connection, by the wall
 * @param pingInterval said in the welcome; pings are the transport's
 * @param maxMessageBytes said in the welcome; the limit is the transport's
 * @param reconnectJitter said in the welcome: over how long clients spread when they come back
 */
public record ConnectionSettings(
        int perUser,
        int historyMessages,
        int historyBytes,
        Duration retention,
        Duration pingInterval,
        int maxMessageBytes,
        Duration reconnectJitter) {
    public ConnectionSettings {
        if (perUser < 1 || historyMessages < 0 || historyBytes < 0 || maxMessageBytes < 1) {
            throw new IllegalArgumentException("limits of connections and messages must be above 0");
        }
        if (retention.isNegative() || pingInterval.isNegative() || reconnectJitter.isNegative()) {
            throw new IllegalArgumentException("times of connections must not be negative");
        }
    }

    /** The figures of the spec. */
    public static ConnectionSettings standard() {
        return new ConnectionSettings(
                10, 256, 256 * 1024, Duration.ofMinutes(10), Duration.ofSeconds(25), 16 * 1024, Duration.ofSeconds(5));
    }
}
