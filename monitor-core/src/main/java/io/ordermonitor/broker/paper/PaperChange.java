package io.ordermonitor.broker.paper;

import java.time.LocalDate;
import java.util.List;

/**
 * What one call or some prints did to one order.
 *
 * @param order the order afterwards
 * @param fills what it filled thereby, oldest first
 */
public record PaperChange(long accountId, LocalDate day, PaperOrder order, List<PaperFill> fills) {
    public PaperChange {
        fills = List.copyOf(fills);
    }
}
