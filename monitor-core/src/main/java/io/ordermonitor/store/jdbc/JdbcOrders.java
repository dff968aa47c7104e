package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.store.OrderChanges;
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
    private static final String AMEND =
            """
            with owner as materialized (
                select 1 from monitor_user where user_id = ? and fence = ? for share
            ), changed as (
                update orders o set %s, version = o.version + 1 from %s as t, owner
                where o.order_id = ? and o.user_id = t.user_id
                returning o.*
            ), cause as (
                %s
            ), said as (
                %s
            )
            select (select count(*) from owner) as owned, (select count(*) from changed) as changed""".formatted(TermColumns.ALL.assigned("t"), TermColumns.ALL.unnest(), EventText.CAUSE, EventText.AMENDED);

    private final Sql sql;
    private final Fences fences;
    private final String installation;
    private final ZoneId zone;
    private final OrderReading reading;
    private final OrderCreation creation;
    private final OrderSaving saving;

    JdbcOrders(Sql sql, Fences fences, String installation, ZoneId zone) {
        this.sql = sql;
        this.fences = fences;
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
    public Map<Long, String> save(long userId, OrderChanges changes, Instant now) {
        return saving.save(userId, changes, now);
    }

    @Override
    public void amend(long orderId, NewManagedOrder terms, Cause cause, Instant now) {
        long fence = fences.held(terms.userId());
        Query owner = new Query(AMEND).add(terms.userId()).add(fence);
        Query to = TermColumns.ALL.bind(owner, List.of(terms)).add(orderId);
        Query query = EventText.bindCause(to, cause, fence, now);
        sql.read("amend order " + orderId, query, row -> {
            if (row.bigint("owned") == 0) {
                throw JdbcIntents.fenced(terms.userId(), fence);
            }
            if (row.bigint("changed") == 0) {
                throw new StoreException("order " + orderId + " is not stored for user " + terms.userId());
            }
        });
    }

    @Override
    public List<HistoryEntry> history(long orderId) {
        return OrderStory.read(sql, orderId);
    }
}
