package io.ordermonitor.connection;

import io.ordermonitor.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The newest numbered messages of a user. Guarded by the lock of the user's channel. */
final class History {
    private final String epoch;
    private final int mostMessages;
    private final int mostBytes;
    private final Deque<EncodedMessage> kept = new ArrayDeque<>();
    private long seq;
    private int bytes;

    History(String epoch, int mostMessages, int mostBytes) {
        this.epoch = epoch;
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    String epoch() {
        return epoch;
    }

    /** The number of the newest message; 0 before the first. */
    long seq() {
        return seq;
    }

    /** Numbers, encodes and keeps a message; if it cannot be encoded no number is lost. */
    EncodedMessage add(Message message, MessageEncoder encoder) {
        OptionalLong number = OptionalLong.of(seq + 1);
        EncodedMessage encoded = new EncodedMessage(message, number, encoder.encode(message, number));
        seq++;
        kept.addLast(encoded);
        bytes += encoded.utf8().length;
        while (kept.size() > mostMessages || (bytes > mostBytes && !kept.isEmpty())) {
            bytes -= kept.removeFirst().utf8().length;
        }
        return encoded;
    }

    /** Everything after what a client has; empty if that is not known without a gap. */
    Optional<List<EncodedMessage>> after(Resume resume) {
        long oldest = seq - kept.size() + 1;
        if (!resume.epoch().equals(epoch) || resume.since() > seq || resume.since() + 1 < oldest) {
            return Optional.empty();
        }
        return Optional.of(kept.stream()
                .filter(message -> message.seq().getAsLong() > resume.since())
                .toList());
    }

    List<EncodedMessage> all() {
        return List.copyOf(kept);
    }
}
