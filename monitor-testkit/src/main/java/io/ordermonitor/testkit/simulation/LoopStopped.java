package io.ordermonitor.testkit.simulation;

/** Ends whatever runs in the middle, as an error of the machine would; its process lives on. */
final class LoopStopped extends Error {
    private static final long serialVersionUID = 1;

    LoopStopped() {
        super("the loop was stopped in the middle", null, false, false);
    }
}
