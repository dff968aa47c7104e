package io.ordermonitor.testkit;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.WriteOutcome;
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
    public Map<Long, String> save(
            long userId, List<ManagedOrder> changed, List<WriteOutcome> outcomes, List<OrderMark> marks, Instant now) {
        intents.checkOwner(userId);
        Map<Long, String> refused = new TreeMap<>();
        for (ManagedOrder order : changed) {
            String reason = refusal(userId, order);
            if (reason != null) {
                refused.put(order.id(), reason);
            } else {
                store(order, now);
                outcomes.stream().filter(o -> o.orderId() == order.id()).forEach(tables.orders::settle);
            }
        }
        for (OrderMark mark : marks) {
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

    private void store(ManagedOrder order, Instant now) {
        OrderRows.Row old = tables.orders.find(order.id()).orElseThrow();
        ManagedOrder was = old.order();
        LocalDate endedOn = old.endedOn();
        if (order.state() != was.state()) {
            endedOn = order.state().isEnded() ? LocalDate.ofInstant(now, Tables.ZONE) : null;
            String why = OrderStates.whyEnded(order).map(w -> ": " + w).orElse("");
            String what = was.state() + " to " + order.state() + why;
            tables.orders.say(order.id(), new HistoryEntry(now, what, 3, "", 0, null, null));
        }
        ManagedOrder stored = order.withTerms(was.terms()).withVersion(was.version() + 1);
        tables.orders.put(new OrderRows.Row(stored, endedOn, true));
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
    public void amend(long orderId, NewManagedOrder terms, Instant now) {
        intents.checkOwner(terms.userId());
        OrderRows.Row row = tables.orders
                .find(orderId)
                .filter(r -> r.active() && r.order().userId() == terms.userId())
                .orElseThrow(() -> new StoreException("order " + orderId + " is not stored"));
        ManagedOrder order = row.order();
        ManagedOrder amended = order.withTerms(terms).withVersion(order.version() + 1);
        tables.orders.put(new OrderRows.Row(amended, row.endedOn(), true));
        tables.orders.say(orderId, new HistoryEntry(now, "AMENDED", 0, "", 0, null, null));
    }

    @Override
    public List<HistoryEntry> history(long orderId) {
        return tables.orders.history(orderId);
    }
}
