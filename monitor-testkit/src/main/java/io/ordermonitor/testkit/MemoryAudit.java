package io.ordermonitor.testkit;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.AskedRequest;
import io.ordermonitor.order.AuditTrail;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderChange;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.store.Audit;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Audit} in memory. */
final class MemoryAudit implements Audit {
    private final Tables tables;

    MemoryAudit(Tables tables) {
        this.tables = tables;
    }

    @Override
    public List<AuditedWrite> writes(long userId, LocalDate tradingDay) {
        return tables.orders.written().stream()
                .filter(w ->
                        w.intent().userId() == userId && w.intent().tradingDay().equals(tradingDay))
                .toList();
    }

    @Override
    public Optional<AuditTrail> trail(long orderId) {
        return tables.orders.find(orderId).map(row -> trail(OrderRows.takenOver(row.order(), null)));
    }

    private AuditTrail trail(ManagedOrder order) {
        long id = order.id();
        OrderAudit audit = tables.orders.audit();
        List<OrderChange> changes = audit.changes(id);
        Set<Long> asking = changes.stream().map(c -> c.cause().request()).collect(Collectors.toSet());
        return new AuditTrail(
                order,
                tables.orders.written().stream()
                        .filter(w -> w.intent().orderId() == id)
                        .toList(),
                changes,
                audit.legs(id),
                tables.requests.values().stream()
                        .filter(r -> r.request().userId() == order.userId())
                        .filter(r -> r.orderId() == id
                                || r.request().orderId() == id
                                || asking.contains(r.request().id()))
                        .map(MemoryAudit::asked)
                        .toList(),
                alarms(order),
                audit.takeovers(order.userId()),
                tables.rejected.get(id),
                tables.orders.madeOf(id).orElse(null));
    }

    private List<Alarm> alarms(ManagedOrder order) {
        return tables.alarms.values().stream()
                .filter(a -> a.userId() == order.userId() && a.orderId() == order.id())
                .sorted(Comparator.comparing(Alarm::since)
                        .thenComparing(a -> a.code().name()))
                .toList();
    }

    private static AskedRequest asked(Tables.RequestRow row) {
        OrderRequest request = row.request();
        NewManagedOrder terms = request.terms();
        return new AskedRequest(
                request.id(),
                request.kind(),
                terms == null ? "" : terms.requestKey(),
                request.createdAt(),
                row.status(),
                row.reason());
    }
}
