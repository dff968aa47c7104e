package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What was asked of orders and answered as done though the database refused to store it: it holds as long as this process
 * runs, however often the orders are read again. Guarded by the user's write lock.
 */
final class HeldRequests {
    private final Map<Long, ManagedOrder> asked = new HashMap<>();

    /** Holds that the order's entry is to end, or the whole of it to be closed, as it says. */
    void hold(ManagedOrder order) {
        asked.put(order.id(), order);
    }

    /** The order as it was read, with what was asked of it. */
    ManagedOrder onto(ManagedOrder read) {
        ManagedOrder held = asked.get(read.id());
        if (held == null) {
            return read;
        }
        ManagedOrder exiting = held.exitRequested() && !read.exitRequested() ? read.withExitRequested() : read;
        return held.entryEnded() && !exiting.entryEnded() ? exiting.withEntryEnded() : exiting;
    }

    /** They are stored, or gone. */
    void forget(Collection<Long> ids) {
        asked.keySet().removeAll(ids);
    }
}
