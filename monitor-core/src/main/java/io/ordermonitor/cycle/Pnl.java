package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
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
}
