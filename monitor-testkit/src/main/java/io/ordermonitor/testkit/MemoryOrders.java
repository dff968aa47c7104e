package io.ordermonitor.testkit;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Orders} in memory. */
final class MemoryOrders implements Orders {
    private final Tables tables;
    private final MemoryIntents intents;
    private final StoreFaults faults;
    private final String installation;

    MemoryOrders(Tables tables, MemoryIntents intents, StoreFaults faults, String installation) {
        this.tables = tables;
        this.intents = intents;
        this.faults = faults;
        this.installation = installation;
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public long nextId() {
        return tables.orders.nextId();
    }

    @Override
    public Optional<Long> create(ManagedOrder order, List<Intent> entry) {
        Optional<Long> known = tables.orders.idOf(order.userId(), order.terms().requestKey());
        if (known.isPresent()) {
            return known;
        }
        if (entry.isEmpty()) {
            intents.checkOwner(order.userId());
        }
        intents.check(entry, Set.of(order.id()));
        tables.orders.insert(order.withVersion(1));
        entry.forEach(tables.orders::record);
        return Optional.empty();
    }

    @Override
    public List<ManagedOrder> load(long userId, LocalDate tradingDay, Instant takenOverAt) {
        return tables.orders.active(userId).stream()
                .filter(r -> !r.order().state().isEnded() || tradingDay.equals(r.endedOn()))
                .map(r -> OrderRows.takenOver(r.order(), takenOverAt))
                .toList();
    }

    @Override
    public Optional<ManagedOrder> find(long orderId) {
        return tables.orders.find(orderId).map(r -> OrderRows.takenOver(r.order(), null));
    }

    @Override
    public Map<Long, String> save(long userId, OrderChanges changes, Instant now) {
        intents.checkOwner(userId);
        Map<Long, String> refused = new TreeMap<>();
        for (ManagedOrder order : changes.orders()) {
            String reason = refusal(userId, order);
            if (reason != null) {
                refused.put(order.id(), reason);
            } else {
                store(order, changes.cause(), now);
                changes.of(order).outcomes().forEach(tables.orders::settle);
            }
        }
        for (OrderMark mark : changes.marks()) {
            tables.marks.put(mark.orderId(), mark);
        }
        return refused;
    }

    private @Nullable String refusal(long userId, ManagedOrder order) {
        Optional<OrderRows.Row> row = tables.orders.find(order.id()).filter(OrderRows.Row::active);
        if (row.isEmpty()) {
            return "order " + order.id() + " is not stored";
        }
        if (row.get().order().userId() != userId) {
            return "order " + order.id() + " is another user's";
        }
        return faults.refusedOrders().get(order.id());
    }

    private void store(ManagedOrder order, Cause cause, Instant now) {
        OrderRows.Row old = tables.orders.find(order.id()).orElseThrow();
        ManagedOrder was = old.order();
        LocalDate endedOn = old.endedOn();
        if (order.state() != was.state()) {
            endedOn = order.state().isEnded() ? LocalDate.ofInstant(now, Tables.ZONE) : null;
        }
        ManagedOrder stored = order.withTerms(was.terms()).withVersion(was.version() + 1);
        String why = OrderStates.whyEnded(order).map(w -> ": " + w).orElse("");
        String what = OrderAudit.called(was, stored, why);
        if (!what.isEmpty()) {
            say(order.id(), cause, now, what);
        }
        tables.orders.put(new OrderRows.Row(stored, endedOn, true));
        tables.orders.audit().changed(was, stored, cause, intents.fence(order.userId()), now, what);
    }

    private void say(long orderId, Cause cause, Instant now, String what) {
        tables.orders.say(orderId, new HistoryEntry(now, what, cause.step(), cause.rule(), cause.cycle(), null, null));
    }

    @Override
    public Optional<Long> createRegenerated(ManagedOrder order, List<Intent> entry, long regenerationId, Instant now) {
        Tables.RegenerationRow row = tables.regenerations.get(regenerationId);
        if (row == null || !row.isWaiting()) {
            throw new StoreException("regeneration " + regenerationId + " does not wait to be placed");
        }
        Optional<Long> known = create(order, entry);
        if (known.isEmpty()) {
            String placed = Regeneration.Status.PLACED.name();
            tables.regenerations.put(
                    regenerationId, new Tables.RegenerationRow(row.rejectedId(), row.row(), placed, ""));
        }
        return known;
    }

    @Override
    public Optional<ManagedOrder> findByRequestKey(long userId, String requestKey) {
        return tables.orders.idOf(userId, requestKey).flatMap(this::find);
    }

    @Override
    public void amend(long orderId, NewManagedOrder terms, Cause cause, Instant now) {
        intents.checkOwner(terms.userId());
        OrderRows.Row row = tables.orders
                .find(orderId)
                .filter(r -> r.active() && r.order().userId() == terms.userId())
                .orElseThrow(() -> new StoreException("order " + orderId + " is not stored"));
        ManagedOrder order = row.order();
        ManagedOrder amended = order.withTerms(terms).withVersion(order.version() + 1);
        tables.orders.put(new OrderRows.Row(amended, row.endedOn(), true));
        say(orderId, cause, now, "AMENDED");
        tables.orders.audit().said(amended, cause, intents.fence(terms.userId()), now, "AMENDED");
    }

    @Override
    public List<HistoryEntry> history(long orderId) {
        return tables.orders.history(orderId);
    }
}
