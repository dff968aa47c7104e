package io.ordermonitor.testkit.simulation;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first invariant that a day broke; what follows from it does not count. Thread-safe. */
final class FirstViolation {
    private final Clock clock;
    private final Set<Invariant> wanted;
    private @Nullable Violation first;

    /** @param wanted the invariants that count */
    FirstViolation(Clock clock, Set<Invariant> wanted) {
        this.clock = clock;
        this.wanted = wanted;
    }

    synchronized void broken(Invariant invariant, long accountId, long orderId, String what) {
        if (first == null && wanted.contains(invariant)) {
            first = new Violation(invariant.name(), clock.instant(), accountId, orderId, what);
        }
    }

    void broken(String invariant, long accountId, long orderId, String what) {
        broken(Invariant.valueOf(invariant), accountId, orderId, what);
    }

    synchronized Optional<Violation> get() {
        return Optional.ofNullable(first);
    }
}
