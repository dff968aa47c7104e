package io.ordermonitor.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registered connection. Until it was welcomed, and while its snapshot is read, what is sent to it waits. Guarded by the lock of the user's channel.
 */
final class Seat {
    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

    /** A seat that was given up, and why. */
    record Gone(Seat seat, int code, String reason) {}

    private final UUID id = UUID.randomUUID();
    private final Connection connection;
    private final Instant since;
    private @Nullable List<EncodedMessage> waiting = new ArrayList<>();
    private long frames;

    Seat(Connection connection, Instant since) {
        this.connection = connection;
        this.since = since;
    }

    UUID id() {
        return id;
    }

    Connection connection() {
        return connection;
    }

    Instant since() {
        return since;
    }

    long frames() {
        return frames;
    }

    /** Lets what is sent from now on wait until {@link #open}; false if it waits already. */
    boolean hold() {
        if (waiting != null) {
            return false;
        }
        waiting = new ArrayList<>();
        return true;
    }

    /** Sends, or keeps until the welcome; returns why the connection must go, if it must. */
    Optional<Gone> send(EncodedMessage message) {
        List<EncodedMessage> queue = waiting;
        if (queue != null) {
            queue.add(message);
            return Optional.empty();
        }
        return hand(message);
    }

    /** Sends the welcome and what belongs to it, then what waited. */
    Optional<Gone> open(List<EncodedMessage> first) {
        List<EncodedMessage> all = new ArrayList<>(first);
        if (waiting != null) {
            all.addAll(waiting);
        }
        waiting = null;
        return all.stream().map(this::hand).flatMap(Optional::stream).findFirst();
    }

    private Optional<Gone> hand(EncodedMessage message) {
        try {
            return switch (connection.send(message)) {
                case SENT -> {
                    frames++;
                    yield Optional.empty();
                }
                case FULL -> gone(CloseCodes.TOO_SLOW, "reads too slowly");
                case CLOSED -> gone(CloseCodes.NORMAL, "closed by the peer");
            };
        } catch (RuntimeException e) {
            LOG.warn("a connection threw when it was sent to connection={} peer={}", id, connection.describe(), e);
            return gone(CloseCodes.FAILED, "sending failed");
        }
    }

    private Optional<Gone> gone(int code, String reason) {
        return Optional.of(new Gone(this, code, reason));
    }
}
