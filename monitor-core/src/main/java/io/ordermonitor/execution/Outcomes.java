package io.ordermonitor.execution;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderStates;

/** What an outcome makes of a managed order. Pure. */
final class Outcomes {
    private Outcomes() {}

    static ManagedOrder apply(ManagedOrder order, Intent.Settled settled, boolean sessionExpired) {
        String tag = settled.intent().tag();
        LegOrder leg = order.legOrders().stream()
                .filter(l -> l.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("order " + order.id() + " has no broker order " + tag));
        return OrderStates.derive(order.withLegOrder(settled.applyTo(leg, sessionExpired)));
    }
}
