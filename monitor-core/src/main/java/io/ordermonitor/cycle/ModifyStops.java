package io.ordermonitor.cycle;

/**
 * Step 6: follows the fair price with stop-losses. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface ModifyStops {
    /** Decides on what was laid, and writes. */
    StepOutput.Done modify(CycleScope scope, Laid laid) throws InterruptedException;
}
