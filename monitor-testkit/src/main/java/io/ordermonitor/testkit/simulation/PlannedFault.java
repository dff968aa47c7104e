package io.ordermonitor.testkit.simulation;

import java.time.Duration;

/**
 * A fault of a day, independent of every other one, so that any of them can be left out.
 *
 * @param at from the day's beginning
 * @param accountId whose broker; meaningless for faults of our own side
 * @param lasting for how long, where it lasts
 * @param pick chooses among what there is when it strikes: a row, a side, the how-many-eth call
 */
public record PlannedFault(FaultKind kind, Duration at, long accountId, Duration lasting, int pick) {
    @Override
    public String toString() {
        return kind + " at +" + at.toSeconds() + "s account=" + accountId + " lasting=" + lasting.toMillis()
                + "ms pick=" + pick;
    }
}
