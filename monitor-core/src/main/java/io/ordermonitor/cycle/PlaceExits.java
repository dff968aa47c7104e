package io.ordermonitor.cycle;

/**
 * Step 4: gives every open position its protective orders. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface PlaceExits {
    /** Decides on what was laid, and writes. */
    StepOutput.Done place(CycleScope scope, Laid laid, Updated updated) throws InterruptedException;
}
