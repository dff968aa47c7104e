package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.StorePort;
import java.util.List;
import java.util.Optional;

/** {@link StoredDay} in {@link InMemoryStores}. */
final class StoredInMemory implements StoredDay {
    private static final List<StorePort> PORTS = List.of(StorePort.values());

    private InMemoryStores memory = InMemoryStores.empty();
    private boolean isServing;

    @Override
    public Stores open(Life life) {
        memory = isServing ? memory.restart() : memory;
        isServing = true;
        return memory.stores();
    }

    @Override
    public Stores stores() {
        return memory.stores();
    }

    @Override
    public void fail(int pick) {
        memory.faults().failAfter(PORTS.get(pick % PORTS.size()), pick / 100);
    }

    @Override
    public void loseReply(int pick) {
        memory.faults().loseReplyAfter(PORTS.get(pick % PORTS.size()), pick / 100);
    }

    @Override
    public void outage() {
        memory.faults().outage();
    }

    @Override
    public void restore() {
        memory.faults().restore();
    }

    @Override
    public List<ManagedOrder> orders(long userId) {
        return memory.orders(userId);
    }

    @Override
    public Optional<ManagedOrder> order(long orderId) {
        return memory.order(orderId);
    }

    @Override
    public List<Orders.HistoryEntry> history(long orderId) {
        return memory.history(orderId);
    }

    @Override
    public Optional<RejectedOrder> rejected(long orderId) {
        return memory.rejected().stream().filter(one -> one.id() == orderId).findFirst();
    }

    @Override
    public Optional<Account> account(long accountId) {
        return memory.account(accountId);
    }

    @Override
    public Optional<Permission> permission(long userId) {
        return memory.permission(userId);
    }

    @Override
    public List<Intent> intents() {
        return memory.intents();
    }

    @Override
    public List<Intent.Settled> outcomes() {
        return memory.outcomes();
    }

    @Override
    public List<Intent> unsettled() {
        return memory.unsettled();
    }

    @Override
    public void close() {}
}
