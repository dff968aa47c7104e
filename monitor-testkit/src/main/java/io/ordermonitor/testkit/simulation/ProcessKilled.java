package io.ordermonitor.testkit.simulation;

/** Ends whatever a killed process was about to do; an error, since nothing of the process may live on. */
final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1;

    ProcessKilled() {
        super("the process was killed", null, false, false);
    }
}
