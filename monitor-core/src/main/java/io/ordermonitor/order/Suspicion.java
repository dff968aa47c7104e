package io.ordermonitor.order;

import java.time.Instant;

/**
 * A shortfall seen once: the net position lacks units that our orders hold open.
 *
 * @param units how many
 * @param seenUntil when the pair of reads that showed it ended; only a pair begun later may confirm it
 */
public record Suspicion(int units, Instant seenUntil) {
    /** Where a shortfall is: on one side of one key. */
    public record Key(PnlKey key, Side side) {}
}
