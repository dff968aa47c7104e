package io.ordermonitor.store;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.WriteOutcome;
import java.util.List;
import java.util.Objects;

/**
 * What {@link Orders#save} stores in one transaction.
 *
 * @param cause which step stores it, or what asked for it
 * @param orders changed orders with their leg orders
 * @param outcomes what became of writes of these orders, one for each write
 * @param marks changed marks
 */
public record OrderChanges(Cause cause, List<ManagedOrder> orders, List<WriteOutcome> outcomes, List<OrderMark> marks) {
    public OrderChanges {
        Objects.requireNonNull(cause, "cause");
        orders = List.copyOf(orders);
        outcomes = List.copyOf(outcomes);
        marks = List.copyOf(marks);
    }

    /** True if there is nothing to store. */
    public boolean isEmpty() {
        return orders.isEmpty() && marks.isEmpty();
    }

    /** The ids of the orders. */
    public List<Long> orderIds() {
        return orders.stream().map(ManagedOrder::id).toList();
    }

    /** What concerns one order. */
    public OrderChanges of(ManagedOrder order) {
        return new OrderChanges(
                cause,
                List.of(order),
                outcomes.stream().filter(o -> o.orderId() == order.id()).toList(),
                marks.stream().filter(m -> m.orderId() == order.id()).toList());
    }
}
