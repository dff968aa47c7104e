package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What step 2 calculated, gross of charges.
 *
 * @param rows the figures of every key of the day, stale accounts' last known ones included
 * @param totals their sums
 */
public record Pnl(Map<PnlKey, PnlRow> rows, PnlTotals totals, StepNotes notes) implements StepOutput {
    public Pnl {
        rows = Map.copyOf(rows);
    }

    /** The same figures with one more thing to say. */
    public Pnl with(Finding finding) {
        List<Finding> findings = new ArrayList<>(notes.findings());
        findings.add(finding);
        return new Pnl(rows, totals, new StepNotes(findings, notes.updates(), notes.remarks(), notes.followUp()));
    }
}
