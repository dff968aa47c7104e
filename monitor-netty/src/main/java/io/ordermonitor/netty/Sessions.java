package io.ordermonitor.netty;

import io.ordermonitor.connection.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the transport hands connections to. Called on the blocking executor, never on an event loop; the calls of one
 * connection follow each other in the order open, snapshot, closed.
 */
public interface Sessions {
    /**
     * Takes a connection whose token was good. Everything is said over the connection, also a refusal, which the
     * implementation follows with {@link Connection#close}.
     *
     * @param resume where the client was; null if it does not ask to resume
     * @return the connection's id, or empty if it was refused
     */
    Optional<String> open(Connection connection, long userId, @Nullable Resume resume);

    /** Sends the user's snapshot over the connection. */
    void snapshot(Connection connection, String connectionId, long userId);

    /** The socket is gone, for this reason; called once for each connection that was opened. */
    void closed(String connectionId, long userId, String reason);

    /** The last message that a client saw. */
    record Resume(long since, String epoch) {}
}
