package io.ordermonitor.testkit.simulation;

import java.time.Instant;

/**
 * A broken invariant.
 *
 * @param invariant its name, such as I1
 * @param cycle the number of the user's cycle that had just ended, or that wrote; 0 if it is not known
 * @param what a sentence with account and order
 */
public record Violation(String invariant, Instant at, long accountId, long orderId, long cycle, String what) {
    @Override
    public String toString() {
        return invariant + " on " + DayTimes.shown(at) + " IST: " + what;
    }
}
