package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Position;
import java.util.List;

/**
 * What is stored of one account's trading day.
 *
 * @param session how the account stands with its broker, whatever the day
 * @param lastSequence the highest number of an order of the account on any day, 0 if it has none
 * @param orders the day's orders by number
 * @param fills the day's fills, oldest first
 * @param carried net positions with which the day begins
 */
public record PaperDay(
        PaperSession session,
        int lastSequence,
        List<PaperOrder> orders,
        List<PaperFill> fills,
        List<Position> carried) {
    public PaperDay {
        orders = List.copyOf(orders);
        fills = List.copyOf(fills);
        carried = List.copyOf(carried);
    }

    /** A day into which nothing was carried. */
    public PaperDay(PaperSession session, int lastSequence, List<PaperOrder> orders, List<PaperFill> fills) {
        this(session, lastSequence, orders, fills, List.of());
    }
}
