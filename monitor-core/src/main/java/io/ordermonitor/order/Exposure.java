package io.ordermonitor.order;

import java.util.Collection;

/** Whether somebody must look after a user, whether or not he is connected. Pure. */
public final class Exposure {
    private Exposure() {}

    /**
     * True if there are working entries, open quantity, unsettled writes or an order to be settled among his orders of
     * the day, or a placement that was given up and may turn up yet.
     */
    public static boolean isExposed(Collection<ManagedOrder> orders) {
        return orders.stream().anyMatch(Exposure::isExposed);
    }

    private static boolean isExposed(ManagedOrder order) {
        return order.open() != 0
                || order.isAnythingLive()
                || order.isAnythingUnknown()
                || order.state() == OrderState.FROZEN
                || order.legOrders().stream().anyMatch(LegOrder::isGivenUp);
    }
}
