package io.ordermonitor.testkit.simulation;

import java.time.Instant;

/**
 * A broken invariant.
 *
 * @param invariant its name, such as I1
 * @param what a sentence with account and order
 */
public record Violation(String invariant, Instant at, long accountId, long orderId, String what) {
    @Override
    public String toString() {
        return invariant + " at " + at + ": " + what;
    }
}
