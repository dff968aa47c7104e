package io.ordermonitor.connection;

import io.ordermonitor.message.Message;
import java.util.OptionalLong;

/** Makes the bytes of a message, once for all connections of a user. Thread-safe, does not block. */
@FunctionalInterface
public interface MessageEncoder {
    /**
     * Encodes.
     *
     * @param seq the message's number in the user's history; empty if it is not tracked
     */
    byte[] encode(Message message, OptionalLong seq);
}
