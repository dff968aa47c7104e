package io.ordermonitor.connection;

import io.ordermonitor.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's connections and history. One lock orders numbers, sends and welcomes, so that every connection gets the
 * user's messages in order and none twice; nothing that blocks is called under it. {@link #isPresent} needs no lock,
 * so that a loop may ask under its own.
 */
final class UserChannel {
    /** A new seat with what its welcome says: where the numbers stood at that instant, and what it missed. */
    record Opening(Seat seat, String epoch, long seq, boolean recovered, List<EncodedMessage> missed) {}

    /** What became of a message: how many connections took it, and which were given up. */
    record Told(int count, List<Seat.Gone> gone) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Seat> seats = new LinkedHashMap<>();
    private final Supplier<History> histories;
    private final MessageEncoder encoder;
    private volatile boolean present;
    private @Nullable History history;
    private boolean expiring;

    UserChannel(Supplier<History> histories, MessageEncoder encoder) {
        this.histories = histories;
        this.encoder = encoder;
    }

    boolean isPresent() {
        return present;
    }

    int size() {
        return locked(seats::size);
    }

    /** Registers a connection; empty if the user has as many as allowed. */
    Optional<Opening> register(Connection connection, Instant now, @Nullable Resume resume, int most) {
        return locked(() -> {
            if (seats.size() >= most) {
                return Optional.empty();
            }
            Seat seat = new Seat(connection, now);
            seats.put(seat.id(), seat);
            present = true;
            History kept = history();
            Optional<List<EncodedMessage>> missed = resume == null ? Optional.empty() : kept.after(resume);
            return Optional.of(
                    new Opening(seat, kept.epoch(), kept.seq(), missed.isPresent(), missed.orElse(List.of())));
        });
    }

    /**
     * Lets what is sent to a connection wait until {@link #open}; returns where the numbers stand. Empty if it is not
     * here, or waits already.
     */
    Optional<Opening> hold(UUID id) {
        return locked(() -> {
            Seat seat = seats.get(id);
            if (seat == null || !seat.hold()) {
                return Optional.empty();
            }
            History kept = history();
            return Optional.of(new Opening(seat, kept.epoch(), kept.seq(), true, List.of()));
        });
    }

    /** Sends the welcome and what belongs to it, and lets waiting messages follow. */
    Optional<Seat.Gone> open(Seat seat, List<EncodedMessage> first) {
        return locked(() -> {
            if (!seats.containsKey(seat.id())) {
                return Optional.empty();
            }
            Optional<Seat.Gone> gone = seat.open(first);
            gone.ifPresent(lost -> forget(seat.id()));
            return gone;
        });
    }

    Told tell(Message message) {
        return locked(() -> {
            EncodedMessage encoded =
                    message.isTracked() ? history().add(message, encoder) : EncodedMessage.untracked(message, encoder);
            List<Seat.Gone> gone = new ArrayList<>();
            seats.values().forEach(seat -> seat.send(encoded).ifPresent(gone::add));
            int taken = seats.size() - gone.size();
            gone.forEach(lost -> forget(lost.seat().id()));
            return new Told(taken, gone);
        });
    }

    Optional<Seat> remove(UUID id) {
        return locked(() -> Optional.ofNullable(forget(id)));
    }

    List<Seat> removeAll() {
        return locked(() -> {
            List<Seat> all = List.copyOf(seats.values());
            all.forEach(seat -> forget(seat.id()));
            return all;
        });
    }

    List<Message.Numbered> kept() {
        return locked(() -> history == null
                ? List.of()
                : history.all().stream()
                        .map(message -> new Message.Numbered(message.message(), message.seq()))
                        .toList());
    }

    /** True if a history without a connection must be watched from now on, and nobody does. */
    boolean beginExpiry() {
        return locked(() -> {
            boolean begins = !present && history != null && !expiring;
            expiring |= begins;
            return begins;
        });
    }

    /** Drops the history if there is still no connection and nobody else needs it. */
    void expire(boolean needed) {
        locked(() -> {
            expiring = false;
            if (!present && !needed) {
                history = null;
            }
            return true;
        });
    }

    private @Nullable Seat forget(UUID id) {
        Seat seat = seats.remove(id);
        present = !seats.isEmpty();
        return seat;
    }

    private History history() {
        History known = history;
        if (known == null) {
            known = histories.get();
            history = known;
        }
        return known;
    }

    private <T> T locked(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
