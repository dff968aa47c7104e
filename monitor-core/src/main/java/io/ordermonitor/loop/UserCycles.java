package io.ordermonitor.loop;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What a loop runs: the cycles of users, each under the user's write lock. Thread-safe; blocking. */
public interface UserCycles {
    /**
     * Runs one cycle.
     *
     * @param accounts the accounts to read, of those that are active; empty: all
     * @param stopping true once no further step may start (shutdown, loss of the lease)
     * @return empty if the user has no active account
     */
    Optional<CycleReport> run(long userId, CycleScope.Kind kind, Set<Long> accounts, BooleanSupplier stopping);

    /**
     * True if the user has working entries, open quantity, unsettled intents, something that is not stored yet or, today, a
     * placement given up that may turn up yet, as far as this process knows. Called under a lock of the user's loop: it
     * must not block.
     */
    boolean isExposed(long userId);

    /** The user's loop ended: cycles in a row are counted anew when another one begins. It must not block. */
    default void loopEnded(long userId) {}

    /** The segments the user trades in, whose last session the closing cycle waits for; empty: all of the calendar. */
    default Set<String> segments(long userId) {
        return Set.of();
    }
}
