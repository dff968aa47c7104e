package io.ordermonitor.cycle;

/** Step 7: takes rejected orders out of {@code orders}. Blocking; throws {@link StepFailure} (or anything unchecked) if it failed as a whole. */
@FunctionalInterface
public interface ClearRejected {
    StepOutput.Done clear(CycleScope scope, Laid laid) throws InterruptedException;
}
