package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a loop looks again by itself because something protective is unsettled: after 5, 10, 20, 40, 60 s, the steps
 * counted from the first report that names the same accounts, and then no more. Guarded by the lock of the user's loop.
 */
final class FollowUps {
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofSeconds(60));

    private Set<Long> accounts = Set.of();
    private int step;
    private Optional<Instant> due = Optional.empty();

    /** A cycle ended and named these accounts. */
    void reported(Set<Long> concerned, Instant now) {
        step = accounts.containsAll(concerned) ? step : 0;
        accounts = concerned;
        if (concerned.isEmpty()) {
            forget();
            return;
        }
        due = step < DELAYS.size() ? Optional.of(now.plus(DELAYS.get(step))) : Optional.empty();
        step++;
    }

    Optional<Instant> due() {
        return due;
    }

    /** Takes the accounts, as the cycle that looks again starts. */
    Set<Long> take() {
        due = Optional.empty();
        return accounts;
    }

    void forget() {
        accounts = Set.of();
        step = 0;
        due = Optional.empty();
    }
}
