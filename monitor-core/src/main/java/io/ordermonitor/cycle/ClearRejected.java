package io.ordermonitor.cycle;

/**
 * Step 7: takes rejected orders out of {@code orders}. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface ClearRejected {
    /** Moves them with the reasons that their brokers gave. */
    StepOutput.Done clear(CycleScope scope, Laid laid) throws InterruptedException;
}
