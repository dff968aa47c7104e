package io.ordermonitor.connection;

/**
 * One open socket of a user, as the manager sees it. Implementations are thread-safe, never block, and deliver in
 * order. The manager encodes a message once per user and hands the same bytes to every connection.
 */
public interface Connection {
    /** Says who it is in logs: remote address and the like, never a token. */
    String describe();

    /** Hands over one encoded message (UTF-8 JSON, not to be changed). */
    Sent send(EncodedMessage message);

    /** Closes the socket after what was sent before; harmless when closed. */
    void close(int code, String reason);

    /** What became of a message. */
    enum Sent {
        SENT,
        /** The peer reads too slowly: its queue is full. */
        FULL,
        CLOSED
    }
}
