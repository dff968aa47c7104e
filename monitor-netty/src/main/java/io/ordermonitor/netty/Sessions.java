package io.ordermonitor.netty;

import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.Resume;
import io.ordermonitor.connection.WebSocketManager;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who the transport hands connections to. Called on the blocking executor, never on an event loop; the calls of one
 * connection follow each other in the order open, snapshot, closed.
 */
public interface Sessions {
    /** The sessions of a manager. */
    static Sessions of(WebSocketManager manager) {
        return new ManagedSessions(manager);
    }

    /**
     * Takes a connection whose token was good. Everything is said over the connection, also a refusal, which the
     * implementation follows with {@link Connection#close}.
     *
     * @param resume where the client was; null if it does not ask to resume
     * @return the connection's id, or empty if it was refused
     */
    Optional<UUID> open(Connection connection, long userId, @Nullable Resume resume);

    /** Sends the user's snapshot over one of his connections. */
    void snapshot(UUID connectionId, long userId);

    /** The socket is gone, with this close code and reason; called once for each connection that was opened. */
    void closed(UUID connectionId, long userId, int code, String reason);
}
