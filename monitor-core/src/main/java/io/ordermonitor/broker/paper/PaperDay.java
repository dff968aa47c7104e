package io.ordermonitor.broker.paper;

import java.util.List;

/**
 * What is stored of one account's trading day.
 *
 * @param session how the account stands with its broker, whatever the day
 * @param lastSequence the highest number of an order of the account on any day, 0 if it has none
 * @param orders the day's orders by number
 * @param fills the day's fills, oldest first
 */
public record PaperDay(PaperSession session, int lastSequence, List<PaperOrder> orders, List<PaperFill> fills) {
    public PaperDay {
        orders = List.copyOf(orders);
        fills = List.copyOf(fills);
    }
}
