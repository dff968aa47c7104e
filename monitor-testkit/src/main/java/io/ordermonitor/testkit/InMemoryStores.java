package io.ordermonitor.testkit;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.Audit;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Instruments;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.PnlQuery;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.RejectedOrders;
import io.ordermonitor.store.Requests;
import io.ordermonitor.store.Snapshots;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import io.ordermonitor.store.Tokens;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All stores of a monitor without a database. Each call is one transaction: it happens as a whole or not at all, and
 * calls from several threads one after the other. Nothing waits.
 *
 * <p>One instance is one process's view; {@link #restart} gives the view of the next process on the same data, under
 * which the former one may record nothing more for users whom the new one took.
 *
 * <pre>{@code
 * InMemoryStores memory = InMemoryStores.empty();
 * Stores stores = memory.stores();
 * stores.inputs().saveAccount(account);
 * memory.faults().failNext(StorePort.SNAPSHOTS);   // step 1 cannot store
 * }</pre>
 */
public final class InMemoryStores {
    private final Tables tables;
    private final ReentrantLock lock;
    private final StoreFaults faults;
    private final String installation;
    private final MemorySnapshots snapshots;
    private final Stores stores;

    private InMemoryStores(Tables tables, ReentrantLock lock, StoreFaults faults, String installation) {
        this.tables = tables;
        this.lock = lock;
        this.faults = faults;
        this.installation = installation;
        this.snapshots = new MemorySnapshots(tables);
        this.stores = wire();
    }

    /** Empty stores of an installation {@code t0k}. */
    public static InMemoryStores empty() {
        return empty("t0k");
    }

    /**
     * Empty stores.
     *
     * @param installation the 3 characters that all tags begin with
     */
    public static InMemoryStores empty(String installation) {
        return new InMemoryStores(new Tables(), new ReentrantLock(), new StoreFaults(), installation);
    }

    private Stores wire() {
        MemoryIntents intents = new MemoryIntents(tables);
        MemoryInputs inputs = new MemoryInputs(tables, intents);
        MemoryRejections rejections = new MemoryRejections(tables, intents);
        MemoryReference reference = new MemoryReference(tables);
        return new Stores(
                guarded(StorePort.INPUTS, Inputs.class, inputs),
                guarded(StorePort.INSTRUMENTS, Instruments.class, reference),
                guarded(StorePort.SNAPSHOTS, Snapshots.class, snapshots),
                guarded(StorePort.PNL, PnlQuery.class, new MemoryPnl(tables, snapshots)),
                guarded(StorePort.ORDERS, Orders.class, new MemoryOrders(tables, intents, faults, installation)),
                guarded(StorePort.INTENTS, Intents.class, intents),
                guarded(StorePort.REJECTED, RejectedOrders.class, rejections),
                guarded(StorePort.REGENERATIONS, Regenerations.class, rejections),
                guarded(StorePort.REQUESTS, Requests.class, inputs),
                guarded(StorePort.ALARMS, Alarms.class, reference),
                guarded(StorePort.TOKENS, Tokens.class, reference),
                guarded(StorePort.AUDIT, Audit.class, new MemoryAudit(tables)));
    }

    /** The ports. */
    public Stores stores() {
        return stores;
    }

    /** What goes wrong, and counters; shared with the views of later processes. */
    public StoreFaults faults() {
        return faults;
    }

    /**
     * What the next process finds: the data is there, what this process remembered is not. It takes users under
     * higher fencing numbers.
     */
    public InMemoryStores restart() {
        return new InMemoryStores(tables, lock, faults, installation);
    }

    /**
     * Writes a row of order_request, as a program in another language would.
     *
     * @param request its id is ignored
     * @return the row's id
     */
    public long insertRequest(OrderRequest request) {
        return locked(() -> {
            long id = tables.requests.isEmpty() ? 1 : tables.requests.lastKey() + 1;
            OrderRequest row = new OrderRequest(
                    id,
                    request.userId(),
                    request.kind(),
                    request.terms(),
                    request.orderId(),
                    request.brokerOrderId(),
                    request.amendTo(),
                    request.scope(),
                    request.open(),
                    request.invalid(),
                    request.createdAt());
            tables.requests.put(id, new Tables.RequestRow(row, null, "", 0));
            return id;
        });
    }

    /** What a request was answered; empty while it waits. */
    public Optional<Answer> answer(long requestId) {
        return locked(() -> Optional.ofNullable(tables.requests.get(requestId)).flatMap(InMemoryStores::answered));
    }

    private static Optional<Answer> answered(Tables.RequestRow row) {
        OrderRequest.Status status = row.status();
        return status == null ? Optional.empty() : Optional.of(new Answer(status, row.reason(), row.orderId()));
    }

    /** The managed orders of a user as they are stored, by id, whatever fails; those moved as rejected are left out. */
    public List<ManagedOrder> orders(long userId) {
        return locked(() ->
                tables.orders.active(userId).stream().map(OrderRows.Row::order).toList());
    }

    /** One order as it is stored, whatever fails, be it moved as rejected or not. */
    public Optional<ManagedOrder> order(long orderId) {
        return locked(() -> tables.orders.find(orderId).map(OrderRows.Row::order));
    }

    /** The story of one order, oldest first, whatever fails. */
    public List<Orders.HistoryEntry> history(long orderId) {
        return locked(() -> tables.orders.history(orderId));
    }

    /** One account as it is stored, whatever fails. */
    public Optional<Account> account(long accountId) {
        return locked(() -> Optional.ofNullable(tables.accounts.get(accountId)));
    }

    /** What a user permits, as it is stored, whatever fails. */
    public Optional<Permission> permission(long userId) {
        return locked(() -> Optional.ofNullable(tables.permissions.get(userId)));
    }

    /** Every intent ever recorded, oldest first. */
    public List<Intent> intents() {
        return locked(tables.orders::intents);
    }

    /** Every outcome ever recorded, in the order of the intents. */
    public List<Intent.Settled> outcomes() {
        return locked(tables.orders::outcomes);
    }

    /** Intents without an outcome, or with UNKNOWN: what the order book has not settled yet, oldest first. */
    public List<Intent> unsettled() {
        return locked(tables.orders::unsettled);
    }

    /** The rejected orders of all users, oldest first. */
    public List<RejectedOrder> rejected() {
        return locked(() -> List.copyOf(tables.rejected.values()));
    }

    /** The stored mark of an order. */
    public Optional<OrderMark> mark(long orderId) {
        return locked(() -> Optional.ofNullable(tables.marks.get(orderId)));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private <P> P guarded(StorePort port, Class<P> type, P target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call(port, target, method, args)));
    }

    private @Nullable Object call(StorePort port, Object target, Method method, Object @Nullable [] args)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(target, args);
        }
        lock.lock();
        try {
            boolean losesReply = faults.begin(port, method.getName());
            Object result = method.invoke(target, args);
            if (losesReply) {
                throw new StoreException("the reply of " + port + "." + method.getName() + " was lost, as scripted");
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (StoreException e) {
            if (port == StorePort.SNAPSHOTS) {
                snapshots.forgetAll();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** What a row of order_request was answered. */
    public record Answer(OrderRequest.Status status, String reason, long orderId) {}
}
