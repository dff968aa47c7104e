package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.OrderLine;
import io.ordermonitor.order.Overlay;
import java.util.List;

/**
 * What step 3 stored: without it step 4 cannot run.
 *
 * @param overlay what is true now
 * @param lines prices and unrealised PnL of the orders
 */
public record Updated(Overlay overlay, List<OrderLine> lines, StepNotes notes) implements StepOutput {
    public Updated {
        lines = List.copyOf(lines);
    }
}
