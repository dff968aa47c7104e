package io.ordermonitor.connection;

import io.ordermonitor.message.Message;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A message with its bytes, encoded once for all connections of a user. The transport may attach its own form of the
 * bytes (a frame), made once and shared.
 *
 * @param message what it says
 * @param seq its number in the user's history; empty if it is not tracked
 * @param utf8 the JSON, not to be changed
 * @param attachment a place for the transport, empty at first; nobody else reads or writes it
 */
@SuppressWarnings("ArrayRecordComponent") // shared bytes are the point: compared by identity only
public record EncodedMessage(Message message, OptionalLong seq, byte[] utf8, AtomicReference<Object> attachment) {
    /** A message that no transport has seen yet. */
    public EncodedMessage(Message message, OptionalLong seq, byte[] utf8) {
        this(message, seq, utf8, new AtomicReference<>());
    }

    /** A message outside the history, encoded. */
    public static EncodedMessage untracked(Message message, MessageEncoder encoder) {
        return new EncodedMessage(message, OptionalLong.empty(), encoder.encode(message, OptionalLong.empty()));
    }
}
