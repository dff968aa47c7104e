package io.ordermonitor.cycle;

/**
 * Step 5: follows the fair price with entries. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface ModifyEntries {
    /** Decides on what was laid, and writes. */
    StepOutput.Done modify(CycleScope scope, Laid laid) throws InterruptedException;
}
