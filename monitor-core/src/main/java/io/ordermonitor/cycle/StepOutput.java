package io.ordermonitor.cycle;

/** What every step's result has in common. */
public interface StepOutput {
    /** What the step has to say. */
    StepNotes notes();

    /** The result of a step that has nothing to hand on. */
    record Done(StepNotes notes) implements StepOutput {}
}
