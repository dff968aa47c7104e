package io.ordermonitor.execution;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Open orders of a user about which a person did something, an amendment or the end of a pause: if their stop-loss is
 * missing, the next one is tried without the wait that follows a refusal. Kept in memory only: after a restart the wait
 * holds. Every method but {@link #lifted} is called by the holder of the user's write lock only.
 */
public final class PromptStops {
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Set<SwitchScope> lifted = ConcurrentHashMap.newKeySet();
    private Switches seen = Switches.NONE;

    PromptStops() {}

    /** A pause was lifted for the scope; may be called without the user's write lock. */
    public void lifted(SwitchScope scope) {
        lifted.add(scope);
    }

    /**
     * The user's switches are these now.
     *
     * @return true if a pause ended that kept orders of his
     */
    public boolean follow(Switches now, Collection<ManagedOrder> orders) {
        Switches before = seen;
        Set<SwitchScope> told = Set.copyOf(lifted);
        seen = now;
        lifted.removeAll(told);
        boolean ended = false;
        for (ManagedOrder order : orders) {
            boolean kept = before.pauses(order.terms()) || told.stream().anyMatch(scope -> scope.covers(order.terms()));
            if (kept && !now.pauses(order.terms()) && !order.state().isEnded()) {
                ask(order);
                ended = true;
            }
        }
        return ended;
    }

    /**
     * Somebody did something about the order. Also where a stop-loss is queued: whether that is refused too, nobody knows
     * before the next read.
     */
    void ask(ManagedOrder order) {
        if (order.open() > 0) {
            numbers.put(order.id(), order.nextNumber(LegKind.SL));
        }
    }

    /** True if its stop-loss is to be tried now: it was asked for, and none was sent since. */
    public boolean isDue(ManagedOrder order) {
        return Integer.valueOf(order.nextNumber(LegKind.SL)).equals(numbers.get(order.id()));
    }

    /** Forgets the orders that are not among these. */
    void retain(Set<Long> orders) {
        numbers.keySet().retainAll(orders);
    }

    void forget(long orderId) {
        numbers.remove(orderId);
    }
}
