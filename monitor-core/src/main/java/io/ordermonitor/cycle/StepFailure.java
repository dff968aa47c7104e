package io.ordermonitor.cycle;

import io.ordermonitor.order.Finding;
import java.util.List;

/** A step failed as a whole; thrown by steps, caught by the cycle. */
public final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Finding> findings;

    /**
     * @param message a sentence that a trader understands
     * @param findings what the step found before; reported besides the failure
     */
    public StepFailure(String message, List<Finding> findings) {
        super(message);
        this.findings = List.copyOf(findings);
    }

    /** What the step found before it failed. */
    public List<Finding> findings() {
        return findings;
    }
}
