package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Orders as the screen has them, where that is behind what is known here. Guarded by the user's write lock. */
public final class Untold {
    private final Map<Long, Optional<ManagedOrder>> shown = new TreeMap<>();

    Untold() {}

    /** The screen shows the order so, or not at all, until it is told; what was kept of it before stands. */
    public void keep(long orderId, Optional<ManagedOrder> before) {
        shown.putIfAbsent(orderId, before);
    }

    /** Takes all but those of some orders, by id: they are told now. */
    public Map<Long, Optional<ManagedOrder>> takeAllBut(Set<Long> orders) {
        Map<Long, Optional<ManagedOrder>> taken = new TreeMap<>(shown);
        taken.keySet().removeAll(orders);
        shown.keySet().removeAll(taken.keySet());
        return taken;
    }
}
