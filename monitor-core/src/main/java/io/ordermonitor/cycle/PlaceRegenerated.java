package io.ordermonitor.cycle;

/**
 * Step 9: places what was regenerated. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface PlaceRegenerated {
    /** Places what waits, of today only. */
    StepOutput.Done place(CycleScope scope, Regenerated regenerated) throws InterruptedException;
}
