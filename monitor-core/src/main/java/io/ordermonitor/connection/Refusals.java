package io.ordermonitor.connection;

import io.ordermonitor.connection.ConnectResult.ConnectionRejected;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.message.Message;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says no: the connection is told why, and when it may come back, and is closed. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int RETRY_SPREAD_MS = 5_000;

    private final ConnectionParts parts;

    Refusals(ConnectionParts parts) {
        this.parts = parts;
    }

    /** Refuses until the hours begin. */
    ConnectionRejected untilHours(Connection connection, TradingHours hours, LoopSettings settings, Instant now) {
        Instant back = hours.takesConnectionsAt(now);
        long wait = settings.wallMillis(Duration.between(now, back))
                + parts.random().nextInt(RETRY_SPREAD_MS + 1);
        return refuse(connection, new ConnectionRejected(CloseCodes.OUTSIDE_HOURS, TradingHours.OUTSIDE, back, wait));
    }

    /** Refuses until something changes. */
    ConnectionRejected refuse(Connection connection, int code, String reason) {
        return refuse(connection, new ConnectionRejected(code, reason, null, null));
    }

    /** Closes a connection, whatever it does about it. */
    static void close(Connection connection, int code, String reason) {
        try {
            connection.close(code, reason);
        } catch (RuntimeException e) {
            LOG.warn("a connection threw when it was closed peer={}", connection.describe(), e);
        }
    }

    private ConnectionRejected refuse(Connection connection, ConnectionRejected rejected) {
        LOG.info("refused peer={} code={} reason={}", connection.describe(), rejected.code(), rejected.reason());
        Message.ConnectionRejected message = new Message.ConnectionRejected(
                rejected.code(),
                rejected.reason(),
                rejected.retryAt(),
                rejected.retryAfterMs(),
                parts.clock().instant());
        try {
            connection.send(EncodedMessage.untracked(message, parts.encoder()));
        } catch (RuntimeException e) {
            LOG.warn("a refused connection could not be told peer={}", connection.describe(), e);
        }
        close(connection, rejected.code(), rejected.reason());
        return rejected;
    }
}
