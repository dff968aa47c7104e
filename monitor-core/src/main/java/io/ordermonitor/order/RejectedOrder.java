package io.ordermonitor.order;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A managed order whose entry was rejected, moved out of the table orders with the reason.
 *
 * @param order the order as it was
 * @param reason the broker's text
 * @param kind its class
 * @param tradingDay the day of the rejection
 * @param rejectedAt when it was moved
 */
public record RejectedOrder(
        ManagedOrder order, String reason, RejectionClass kind, LocalDate tradingDay, Instant rejectedAt) {
    /** The managed order's id, which is also the key of the rejected order. */
    public long id() {
        return order.id();
    }
}
