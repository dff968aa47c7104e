package io.ordermonitor.testkit.simulation;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first invariant that a day broke; what follows from it does not count. Thread-safe. */
final class FirstViolation {
    private final Clock clock;
    private @Nullable Violation first;

    FirstViolation(Clock clock) {
        this.clock = clock;
    }

    synchronized void broken(String invariant, long accountId, long orderId, String what) {
        if (first == null) {
            first = new Violation(invariant, clock.instant(), accountId, orderId, what);
        }
    }

    synchronized Optional<Violation> get() {
        return Optional.ofNullable(first);
    }
}
