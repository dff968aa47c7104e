package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts for which a cycle was asked, and how many such cycles the last minute had. Guarded by the lock of the
 * user's loop.
 */
final class Nudges {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perMinute;
    private final Set<Long> accounts = new HashSet<>();
    private final Deque<Instant> starts = new ArrayDeque<>();
    private boolean asked;
    private boolean urgent;

    Nudges(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Asks for a cycle that reads these accounts, or all if none is named; remembered while a cycle runs. */
    void ask(Set<Long> concerned) {
        if (asked && accounts.isEmpty()) {
            return;
        }
        asked = true;
        if (concerned.isEmpty()) {
            accounts.clear();
        } else {
            accounts.addAll(concerned);
        }
    }

    /** As {@link #ask}, for a person: the limit does not hold him up. */
    void askAtOnce(Set<Long> concerned) {
        ask(concerned);
        urgent = true;
    }

    /** When the next may start as far as the limit goes; empty if none is asked for or none may ever. */
    Optional<Instant> earliest(Instant now) {
        if (urgent) {
            return Optional.of(now);
        }
        if (!asked || perMinute == 0) {
            return Optional.empty();
        }
        while (!starts.isEmpty() && !starts.getFirst().plus(WINDOW).isAfter(now)) {
            starts.removeFirst();
        }
        return Optional.of(starts.size() < perMinute ? now : starts.getFirst().plus(WINDOW));
    }

    /** Takes what was asked for, as a nudged cycle starts. */
    Set<Long> take(Instant now) {
        starts.addLast(now);
        Set<Long> taken = Set.copyOf(accounts);
        forget();
        return taken;
    }

    /** A cycle that reads everything starts, so nothing need be asked for. */
    void forget() {
        asked = false;
        urgent = false;
        accounts.clear();
    }
}
