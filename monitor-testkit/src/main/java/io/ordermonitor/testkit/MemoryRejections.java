package io.ordermonitor.testkit;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.RejectedOrders;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.Tables.RegenerationRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link RejectedOrders} and {@link Regenerations} in memory. */
final class MemoryRejections implements RejectedOrders, Regenerations {
    private final Tables tables;
    private final MemoryIntents intents;

    MemoryRejections(Tables tables, MemoryIntents intents) {
        this.tables = tables;
        this.intents = intents;
    }

    @Override
    public void move(long userId, List<RejectedOrder> rejected) {
        intents.checkOwner(userId);
        for (RejectedOrder row : rejected) {
            Optional<OrderRows.Row> stored = tables.orders.find(row.id());
            if (stored.isEmpty() || stored.get().order().userId() != userId) {
                throw new StoreException("order " + row.id() + " is not stored for user " + userId);
            }
        }
        for (RejectedOrder row : rejected) {
            OrderRows.Row stored = tables.orders.find(row.id()).orElseThrow();
            if (stored.active()) {
                tables.rejected.put(row.id(), row);
                ManagedOrder order = row.order().withTerms(stored.order().terms());
                tables.orders.put(new OrderRows.Row(order, row.tradingDay(), false));
            }
        }
    }

    @Override
    public List<RejectedOrder> notRegenerated(long userId, LocalDate tradingDay, Instant since) {
        return tables.rejected.values().stream()
                .filter(r -> r.order().userId() == userId && r.tradingDay().equals(tradingDay))
                .filter(r -> !r.rejectedAt().isBefore(since))
                .filter(r -> !isAnswered(r.id()))
                .sorted(Comparator.comparing(RejectedOrder::rejectedAt).thenComparing(RejectedOrder::id))
                .toList();
    }

    private boolean isAnswered(long rejectedId) {
        return tables.regenerations.values().stream().anyMatch(r -> r.rejectedId() == rejectedId);
    }

    @Override
    public void add(List<Regeneration> rows) {
        for (Regeneration row : rows) {
            if (!isAnswered(row.rejectedId())) {
                long id = nextId();
                Regeneration stored = new Regeneration(
                        id, row.rejectedId(), row.terms(), row.attempt(), row.tradingDay(), row.madeAt());
                tables.regenerations.put(id, new RegenerationRow(row.rejectedId(), stored, null, ""));
            }
        }
    }

    private long nextId() {
        return tables.regenerations.size() + 1L;
    }

    @Override
    public void decline(List<Long> rejectedIds, Instant now) {
        for (long rejectedId : rejectedIds) {
            if (!isAnswered(rejectedId)) {
                tables.regenerations.put(nextId(), new RegenerationRow(rejectedId, null, "DECLINED", ""));
            }
        }
    }

    @Override
    public List<Regeneration> waiting(long userId) {
        return tables.regenerations.values().stream()
                .filter(RegenerationRow::isWaiting)
                .flatMap(r -> Optional.ofNullable(r.row()).stream())
                .filter(r -> r.terms().userId() == userId)
                .toList();
    }

    @Override
    public void end(long id, Regeneration.Status status, String reason, Instant now) {
        RegenerationRow row = tables.regenerations.get(id);
        if (row == null) {
            throw new StoreException("regeneration " + id + " is not stored");
        }
        tables.regenerations.put(id, new RegenerationRow(row.rejectedId(), row.row(), status.name(), reason));
    }

    @Override
    public int expireBefore(long userId, LocalDate tradingDay, Instant now) {
        List<Regeneration> old = waiting(userId).stream()
                .filter(r -> r.tradingDay().isBefore(tradingDay))
                .toList();
        old.forEach(r -> end(r.id(), Regeneration.Status.EXPIRED, "of an earlier day", now));
        return old.size();
    }
}
