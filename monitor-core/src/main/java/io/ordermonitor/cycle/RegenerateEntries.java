package io.ordermonitor.cycle;

/**
 * Step 8: makes new entries of rejected ones, by strategy. Blocking; throws {@link StepFailure} (or
 * anything unchecked) if it failed as a whole.
 */
@FunctionalInterface
public interface RegenerateEntries {
    /** Stores what strategies made; nothing is placed. */
    Regenerated regenerate(CycleScope scope, Laid laid) throws InterruptedException;
}
