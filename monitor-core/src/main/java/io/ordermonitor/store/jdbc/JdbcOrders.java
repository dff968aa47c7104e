package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.WriteOutcome;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Orders}: reading, creating and saving stand in a class each. */
final class JdbcOrders implements Orders {
    private static final String AMEND = """
            with changed as (
                update orders o set %s, version = o.version + 1 from %s as t where o.order_id = ?
                returning o.order_id, o.version
            )
            insert into order_event (order_id, version, at, what, step, rule, cycle)
            select order_id, version, ?, 'AMENDED', 0, '', 0 from changed
            returning order_id""".formatted(TermColumns.ALL.assigned("t"), TermColumns.ALL.unnest());

    private final Sql sql;
    private final String installation;
    private final ZoneId zone;
    private final OrderReading reading;
    private final OrderCreation creation;
    private final OrderSaving saving;

    JdbcOrders(Sql sql, Fences fences, String installation, ZoneId zone) {
        this.sql = sql;
        this.installation = installation;
        this.zone = zone;
        this.reading = new OrderReading(sql);
        this.creation = new OrderCreation(sql, fences);
        this.saving = new OrderSaving(sql, fences);
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public long nextId() {
        return sql.row("take an order id", new Query("select nextval('order_id') as id"), row -> row.bigint("id"))
                .orElseThrow();
    }

    @Override
    public Optional<Long> create(ManagedOrder order, List<Intent> entry) {
        return creation.submitted(order, entry);
    }

    @Override
    public Optional<Long> createRegenerated(ManagedOrder order, List<Intent> entry, long regenerationId, Instant now) {
        return creation.regenerated(order, entry, regenerationId, now);
    }

    @Override
    public List<ManagedOrder> load(long userId, LocalDate tradingDay, Instant takenOverAt) {
        Instant from = tradingDay.atStartOfDay(zone).toInstant();
        Instant to = tradingDay.plusDays(1).atStartOfDay(zone).toInstant();
        return reading.load(userId, from, to, takenOverAt);
    }

    @Override
    public Optional<ManagedOrder> find(long orderId) {
        return reading.find(orderId);
    }

    @Override
    public Optional<ManagedOrder> findByRequestKey(long userId, String requestKey) {
        return reading.findByRequestKey(userId, requestKey);
    }

    @Override
    public Map<Long, String> save(
            long userId, List<ManagedOrder> changed, List<WriteOutcome> outcomes, List<OrderMark> marks, Instant now) {
        return saving.save(userId, new OrderChanges(changed, outcomes, marks), now);
    }

    @Override
    public void amend(long orderId, NewManagedOrder terms, Instant now) {
        Query query = TermColumns.ALL
                .bind(new Query(AMEND), List.of(terms))
                .add(orderId)
                .add(now);
        if (sql.row("amend order " + orderId, query, row -> row.bigint("order_id"))
                .isEmpty()) {
            throw new StoreException("order " + orderId + " is not stored");
        }
    }

    @Override
    public List<HistoryEntry> history(long orderId) {
        return OrderStory.read(sql, orderId);
    }
}
