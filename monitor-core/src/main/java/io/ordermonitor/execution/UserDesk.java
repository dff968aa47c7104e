package io.ordermonitor.execution;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.DayStart;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Overlay;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Suspicion;
import io.ordermonitor.order.WriteOutcome;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the process knows of one user's managed orders, under the user's write lock. A cache of the store: after any
 * failure it is read again. Every method but {@link #locked}, {@link #glance}, {@link #isUnsaved} and {@link #isLoaded} is
 * called by the lock's holder only.
 */
public final class UserDesk {
    private final long userId;
    private final UserLock lock;
    private final Map<Long, ManagedOrder> orders = new TreeMap<>();
    private final Set<InstrumentId> instruments = new HashSet<>();
    private final Set<Long> dirty = new HashSet<>();
    private final UnstoredAnswers unstored = new UnstoredAnswers();
    private final HeldRequests held = new HeldRequests();
    private final Untold untold = new Untold();
    private Map<Long, Account> accounts = Map.of();
    private final Map<Long, Instant> readStartedAt = new HashMap<>();
    private @Nullable LocalDate readFor;
    private final Map<Long, DayStart> dayStarts = new HashMap<>();
    private final Map<PnlKey, Integer> compared = new HashMap<>();
    private final LastPrices prices = new LastPrices();
    private final PromptStops promptStops = new PromptStops();
    private final EntryQuota entryQuota = new EntryQuota();
    private Map<Suspicion.Key, Suspicion> suspicions = Map.of();
    private final Map<Long, List<BrokerOrder>> foreign = new HashMap<>();
    private volatile @Nullable LocalDate loadedFor;
    private volatile List<ManagedOrder> glance = List.of();
    private volatile boolean unsaved;

    UserDesk(long userId, ScheduledExecutorService timers) {
        this.userId = userId;
        this.lock = new UserLock(timers);
    }

    /** Whose desk this is. */
    public long userId() {
        return userId;
    }

    /**
     * Runs something under the user's write lock; blocks until the lock is free.
     *
     * @throws TimeoutException if it was not free within two minutes of market time
     */
    public <T> T locked(Callable<T> work) throws Exception {
        lock.lock();
        try {
            return work.call();
        } finally {
            show();
            lock.unlock();
        }
    }

    /** Lets readers without the lock see the orders as they are now, before the lock is given back. */
    public void show() {
        glance = List.copyOf(orders.values());
        unsaved = !accounts.isEmpty() && !(dirty.isEmpty() && unstored.isEmpty());
    }

    /** How many entries may come in now. */
    public EntryQuota entryQuota() {
        return entryQuota;
    }

    /** The orders as of the last time the lock was given back or {@link #show} was called; for readers without the lock. */
    public List<ManagedOrder> glance() {
        return glance;
    }

    /** True if at that time something was known that a cycle of an active account has to store yet; for readers without the lock. */
    public boolean isUnsaved() {
        return unsaved;
    }

    /**
     * Reads the orders from the store unless they are here for this trading day. The user is taken first, so that
     * whoever had him can change nothing any more of what is read.
     */
    public void load(Stores stores, LocalDate day, Instant now) {
        if (day.equals(loadedFor)) {
            return;
        }
        if (!day.equals(readFor)) {
            // Broker order ids are unique within a trading day only: nothing is written on what another day has shown.
            readStartedAt.clear();
            foreign.clear();
            readFor = day;
        }
        stores.intents().fence(userId);
        List<ManagedOrder> stored = stores.orders().load(userId, day, now);
        List<Intent.Settled> answered = unstored.answers();
        orders.clear();
        dirty.clear();
        unstored.clear();
        dayStarts.clear();
        compared.clear();
        stored.forEach(o -> orders.put(o.id(), o));
        stored.forEach(o -> instruments.add(o.instrument()));
        promptStops.retain(orders.keySet());
        answered.forEach(this::recall);
        List.copyOf(orders.values()).forEach(this::resume);
        if (loadedFor == null) {
            suspicions = Map.of();
        }
        loadedFor = day;
    }

    /** What this process was told of a write stands as long as the store knows no outcome of it. */
    private void recall(Intent.Settled answer) {
        Intent intent = answer.intent();
        ManagedOrder order = orders.get(intent.orderId());
        if (order == null) {
            return;
        }
        for (LegOrder leg : order.legOrders()) {
            PendingWrite pending = leg.pending();
            if (leg.tag().equals(intent.tag()) && pending != null) {
                boolean tells = pending.write() == intent.write() && answer.outcome() != Intent.Outcome.UNKNOWN;
                put(tells ? Outcomes.apply(order, answer, false) : order, answer);
                unstored.notRecorded(List.of(order.id()));
            }
        }
    }

    private void resume(ManagedOrder read) {
        ManagedOrder asked = held.onto(read);
        if (!asked.equals(read)) {
            put(asked);
            unstored.notRecorded(List.of(read.id()));
        }
    }

    /** What is asked of this order could not be stored, and was answered as done: it outlives what is read of it. */
    void hold(ManagedOrder order) {
        held.hold(order);
    }

    /** True if the orders are here as the store has them; for readers without the lock. */
    public boolean isLoaded() {
        return loadedFor != null;
    }

    /** Forgets everything, so that the next cycle reads the store again. */
    public void forget() {
        loadedFor = null;
    }

    /** Runs a statement. One that fails may have been committed all the same: the orders are read again after it. */
    public <T> T storing(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (StoreException | FencedException e) {
            forget();
            throw e;
        }
    }

    /** All orders, by id. */
    public Collection<ManagedOrder> orders() {
        return List.copyOf(orders.values());
    }

    /** Every instrument that an order of today's concerned, those moved away included. */
    public Set<InstrumentId> instruments() {
        return Set.copyOf(instruments);
    }

    /** One order of this user. */
    public Optional<ManagedOrder> order(long id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** Puts a changed or new order; it is stored by the next step 3 if it differs. */
    public void put(ManagedOrder order) {
        instruments.add(order.instrument());
        ManagedOrder was = orders.put(order.id(), order);
        if (!order.equals(was)) {
            dirty.add(order.id());
            untold.keep(order.id(), Optional.ofNullable(was));
        }
    }

    /** Puts an order that a write changed; what became of the write is stored with it. */
    void put(ManagedOrder order, Intent.Settled answer) {
        put(order);
        unstored.keep(answer);
    }

    /** What became of these orders is not in the database: it is told when they are stored. */
    void notRecorded(Collection<Long> ids) {
        unstored.notRecorded(ids);
    }

    /** What of the orders the user has not been told yet. */
    public Untold untold() {
        return untold;
    }

    /** True unless something of the order is known here that a process which ends now would take with it. */
    public boolean isRecorded(long orderId) {
        return unstored.isRecorded(orderId);
    }

    /** Puts an order that the store has as it is. */
    public void putStored(ManagedOrder order) {
        instruments.add(order.instrument());
        orders.put(order.id(), order);
        dirty.remove(order.id());
    }

    /** Takes an order away that the store has moved. */
    public void remove(long id) {
        orders.remove(id);
        dirty.remove(id);
        promptStops.forget(id);
        held.forget(Set.of(id));
        unstored.forget(Set.of(id));
    }

    /** Orders that differ from what is stored. */
    public List<ManagedOrder> dirty() {
        return dirty.stream().sorted().map(orders::get).toList();
    }

    /** What became of writes of these orders, where that is not stored with them yet. */
    public List<WriteOutcome> outcomes(Collection<ManagedOrder> of) {
        Set<Long> ids = of.stream().map(ManagedOrder::id).collect(Collectors.toSet());
        return unstored.of(ids);
    }

    /** These orders are stored as they are, with what became of their writes. */
    public void stored(Collection<Long> ids) {
        dirty.removeAll(ids);
        held.forget(ids);
        unstored.forget(Set.copyOf(ids));
    }

    /** Takes the result of laying books and positions over the orders. */
    public void take(Overlay overlay) {
        overlay.changed().forEach(this::put);
        unstored.notRecorded(dirty);
        overlay.outcomes().forEach(unstored::keep);
        suspicions = overlay.suspicions();
        foreign.putAll(overlay.foreign());
        overlay.days().forEach((id, after) -> {
            DayStart before = dayStarts.put(id, after);
            after.foreign().forEach((key, units) -> {
                if (before == null || before.foreign(key).isEmpty()) {
                    compared.put(key, units);
                }
            });
        });
    }

    /** How an account came into the trading day, if that is known here. */
    public Optional<DayStart> dayStart(long accountId) {
        return Optional.ofNullable(dayStarts.get(accountId));
    }

    /** How an account came into the trading day, as it is stored. */
    public void dayStart(long accountId, DayStart stored) {
        dayStarts.put(accountId, stored);
    }

    /** Carried positions that were compared and are not stored as such, with their foreign units. */
    public Map<PnlKey, Integer> compared() {
        return Map.copyOf(compared);
    }

    /** These are stored as compared. */
    public void comparedStored(Collection<PnlKey> keys) {
        compared.keySet().removeAll(keys);
    }

    /** A person settled an order of the key. */
    void settled(PnlKey key) {
        compared.remove(key);
        dayStarts.computeIfPresent(key.accountId(), (id, start) -> start.withSettled(key));
    }

    /** A row of an account's newest book that is none of ours; empty if that book has none of this id. */
    Optional<BrokerOrder> foreign(long accountId, String brokerOrderId) {
        return foreign.getOrDefault(accountId, List.of()).stream()
                .filter(row -> row.brokerOrderId().equals(brokerOrderId))
                .findFirst();
    }

    /** Shortfalls seen once. */
    public Map<Suspicion.Key, Suspicion> suspicions() {
        return suspicions;
    }

    /** The active accounts as they were read just now; what is not among them is written to no more. */
    public void accounts(Collection<Account> active) {
        accounts = active.stream().collect(Collectors.toUnmodifiableMap(Account::id, Function.identity()));
        prices.retain(accounts.keySet());
    }

    /** The last prices of the newest reads. */
    public LastPrices prices() {
        return prices;
    }

    /** The orders whose missing stop-loss is tried without a wait. */
    public PromptStops promptStops() {
        return promptStops;
    }

    /** One active account of this user; orders of accounts that are not active any more are here all the same. */
    public Optional<Account> account(long id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** A fresh read of the account began then. */
    public void read(long accountId, Instant startedAt) {
        readStartedAt.put(accountId, startedAt);
    }

    /** True if the newest fresh read of the account began after the instant. */
    public boolean isReadSince(long accountId, Instant writeEndedAt) {
        Instant started = readStartedAt.get(accountId);
        return started != null && started.isAfter(writeEndedAt);
    }
}
