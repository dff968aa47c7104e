package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.WriteOutcome;
import java.util.List;

/** What a save changes: orders with their leg orders, outcomes of their writes, marks. */
record OrderChanges(List<ManagedOrder> orders, List<WriteOutcome> outcomes, List<OrderMark> marks) {
    boolean isEmpty() {
        return orders.isEmpty() && marks.isEmpty();
    }

    List<Long> orderIds() {
        return orders.stream().map(ManagedOrder::id).toList();
    }

    /** What concerns one order. */
    OrderChanges of(ManagedOrder order) {
        return new OrderChanges(
                List.of(order),
                outcomes.stream().filter(o -> o.orderId() == order.id()).toList(),
                marks.stream().filter(m -> m.orderId() == order.id()).toList());
    }
}
