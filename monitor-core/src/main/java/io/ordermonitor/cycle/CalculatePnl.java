package io.ordermonitor.cycle;

/**
 * Step 2: first-in-first-out profit and loss of everything read. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface CalculatePnl {
    /** Calculates from what was read and stored. */
    Pnl calculate(CycleScope scope, BrokerData data) throws InterruptedException;
}
