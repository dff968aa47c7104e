package io.ordermonitor.testkit;

import io.ordermonitor.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes wrong with {@link InMemoryStores}, and how often its ports were called. Thread-safe.
 *
 * <p>A failed call throws {@link StoreException} and stores nothing, save under {@link #loseReplyOfNext}, which stores
 * and then throws: a database that dies after the commit.
 *
 * <pre>{@code
 * InMemoryStores stores = InMemoryStores.empty();
 * stores.faults().failNext(StorePort.INTENTS);      // the next intent is not recorded: nothing may be sent
 * stores.faults().failEvery(7);                     // and every seventh call of any port fails
 * }</pre>
 */
public final class StoreFaults {
    private enum Fate {
        WORKS,
        FAILS,
        LOSES_REPLY
    }

    private final Map<StorePort, Deque<Fate>> next = new EnumMap<>(StorePort.class);
    private final Set<StorePort> down = new TreeSet<>();
    private final Map<StorePort, Long> calls = new EnumMap<>(StorePort.class);
    private final Map<Long, String> refusedOrders = new HashMap<>();
    private int failNext;
    private int every;
    private long sinceEvery;

    StoreFaults() {}

    /** The next call of any port fails. */
    public synchronized StoreFaults failNext() {
        failNext++;
        return this;
    }

    /** The next call of this port fails; said twice, the next two. */
    public synchronized StoreFaults failNext(StorePort port) {
        next.computeIfAbsent(port, p -> new ArrayDeque<>()).add(Fate.FAILS);
        return this;
    }

    /** The call of this port after the next {@code calls} ones fails. */
    public synchronized StoreFaults failAfter(StorePort port, int calls) {
        Deque<Fate> fates = next.computeIfAbsent(port, p -> new ArrayDeque<>());
        for (int i = 0; i < calls; i++) {
            fates.add(Fate.WORKS);
        }
        fates.add(Fate.FAILS);
        return this;
    }

    /** The next call of this port is carried out, and then throws all the same. */
    public synchronized StoreFaults loseReplyOfNext(StorePort port) {
        next.computeIfAbsent(port, p -> new ArrayDeque<>()).add(Fate.LOSES_REPLY);
        return this;
    }

    /** The call of this port after the next {@code calls} ones is carried out, and then throws all the same. */
    public synchronized StoreFaults loseReplyAfter(StorePort port, int calls) {
        Deque<Fate> fates = next.computeIfAbsent(port, p -> new ArrayDeque<>());
        for (int i = 0; i < calls; i++) {
            fates.add(Fate.WORKS);
        }
        fates.add(Fate.LOSES_REPLY);
        return this;
    }

    /** Every n-th call from now on fails, whatever the port; 0 ends this. */
    public synchronized StoreFaults failEvery(int n) {
        every = n;
        sinceEvery = 0;
        return this;
    }

    /** All calls of this port fail until {@link #restore}. */
    public synchronized StoreFaults outage(StorePort port) {
        down.add(port);
        return this;
    }

    /** All calls of all ports fail until {@link #restore}. */
    public synchronized StoreFaults outage() {
        down.addAll(Set.of(StorePort.values()));
        return this;
    }

    /**
     * {@code Orders.save} cannot store this order, as if a constraint refused it: it answers with the reason and
     * stores the others.
     */
    public synchronized StoreFaults refuseOrder(long orderId, String reason) {
        refusedOrders.put(orderId, reason);
        return this;
    }

    /** Ends every fault; counters stay. */
    public synchronized StoreFaults restore() {
        next.clear();
        down.clear();
        refusedOrders.clear();
        failNext = 0;
        every = 0;
        return this;
    }

    /** How many calls this port has had, failed ones included. */
    public synchronized long calls(StorePort port) {
        return calls.getOrDefault(port, 0L);
    }

    /** How many calls all ports have had, failed ones included. */
    public synchronized long calls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized Map<Long, String> refusedOrders() {
        return Map.copyOf(refusedOrders);
    }

    /**
     * Counts a call that begins.
     *
     * @return true if its reply is to be lost
     * @throws StoreException if it is to fail
     */
    synchronized boolean begin(StorePort port, String method) {
        calls.merge(port, 1L, Long::sum);
        Fate fate = fate(port);
        if (fate == Fate.FAILS) {
            throw new StoreException("scripted failure of " + port + "." + method);
        }
        return fate == Fate.LOSES_REPLY;
    }

    private Fate fate(StorePort port) {
        Deque<Fate> scripted = next.get(port);
        Fate own = scripted == null || scripted.isEmpty() ? Fate.WORKS : scripted.remove();
        boolean nth = every > 0 && ++sinceEvery % every == 0;
        if (failNext > 0) {
            failNext--;
            return Fate.FAILS;
        }
        return nth || down.contains(port) ? Fate.FAILS : own;
    }
}
