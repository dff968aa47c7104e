package io.ordermonitor.cycle;

/**
 * Step 1: reads order books and positions of all accounts at once and stores what changed. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface FetchBrokerData {
    /** Reads the accounts of the scope. */
    BrokerData fetch(CycleScope scope) throws InterruptedException;
}
