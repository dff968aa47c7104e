package io.ordermonitor.broker;

import io.ordermonitor.order.InstrumentId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The outcome of a read: everything, or nothing and why.
 *
 * @param <T> the row
 */
public sealed interface Read<T> {
    /**
     * All rows.
     *
     * @param startedAt when the call began, by the market clock
     * @param endedAt when it ended
     * @param quarantined instruments of which a row could not be understood; nothing is written on them
     */
    record Fresh<T>(List<T> rows, Instant startedAt, Instant endedAt, Set<InstrumentId> quarantined)
            implements Read<T> {
        public Fresh {
            rows = List.copyOf(rows);
            quarantined = Set.copyOf(quarantined);
        }
    }

    /** No rows. */
    record Failed<T>(FailureKind kind, String reason) implements Read<T> {}

    /** True if all rows were read. */
    default boolean isFresh() {
        return this instanceof Fresh<T>;
    }
}
