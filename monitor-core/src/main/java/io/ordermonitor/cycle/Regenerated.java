package io.ordermonitor.cycle;

import io.ordermonitor.order.Regeneration;
import java.util.List;

/** What step 8 leaves for step 9: the rows that wait, possibly none. */
public record Regenerated(List<Regeneration> waiting, StepNotes notes) implements StepOutput {
    public Regenerated {
        waiting = List.copyOf(waiting);
    }
}
