package io.ordermonitor.cycle;

import io.ordermonitor.order.Finding;
import java.util.List;

/** Step 10: keeps the alarms and says what the user is told. Blocking. */
@FunctionalInterface
public interface ReportErrors {
    /**
     * Keeps the alarms of a cycle and says what is told.
     *
     * @param found everything that was found in this cycle
     * @param whole true if all steps ran on all accounts: what is not found any more is then over
     * @return what is told, empty if nothing
     */
    List<Finding> report(CycleScope scope, List<Finding> found, boolean whole);
}
