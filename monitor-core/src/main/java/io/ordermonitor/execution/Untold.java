package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Orders as their user was told of them last, where that is behind what is known. Guarded by the user's write lock. */
public final class Untold {
    private final Map<Long, Optional<ManagedOrder>> told = new TreeMap<>();

    Untold() {}

    /** The user knows the order so, or not at all, until he is told; what was kept of it before stands. */
    public void keep(long orderId, Optional<ManagedOrder> before) {
        told.putIfAbsent(orderId, before);
    }

    /** He is told of the order now; returns what he knew of it, or this where that is not behind. */
    public Optional<ManagedOrder> tell(long orderId, Optional<ManagedOrder> before) {
        Optional<ManagedOrder> known = told.remove(orderId);
        return known == null || before.isEmpty() ? before : known;
    }

    /** Takes all but those of some orders, by id: he is told of them now. */
    public Map<Long, Optional<ManagedOrder>> takeAllBut(Set<Long> orders) {
        Map<Long, Optional<ManagedOrder>> taken = new TreeMap<>(told);
        taken.keySet().removeAll(orders);
        told.keySet().removeAll(taken.keySet());
        return taken;
    }
}
