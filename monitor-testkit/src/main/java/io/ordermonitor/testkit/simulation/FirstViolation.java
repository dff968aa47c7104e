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
    private long cycle;

    /** @param wanted the invariants that count */
    FirstViolation(Clock clock, Set<Invariant> wanted) {
        this.clock = clock;
        this.wanted = wanted;
    }

    /** From now on what breaks is of this cycle; 0: of none that is known. */
    synchronized void inCycle(long number) {
        cycle = number;
    }

    synchronized void broken(Invariant invariant, long accountId, long orderId, String what) {
        if (first == null && wanted.contains(invariant)) {
            first = new Violation(invariant.name(), clock.instant(), accountId, orderId, cycle, what);
        }
    }

    void broken(String invariant, long accountId, long orderId, String what) {
        broken(Invariant.valueOf(invariant), accountId, orderId, what);
    }

    synchronized Optional<Violation> get() {
        return Optional.ofNullable(first);
    }
}
