package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stores what a cycle changed of managed orders: one trip, rows locked in the order of their ids, only what differs is
 * written. Marks alone do not wait for the disk.
 */
final class OrderSaving {
    private static final Columns<OrderMark> MARK = Columns.<OrderMark>none()
            .and("last_price", SqlType.NUMERIC, OrderMark::lastPrice)
            .and("buy_fair_price", SqlType.NUMERIC, OrderMark::buyFairPrice)
            .and("sell_fair_price", SqlType.NUMERIC, OrderMark::sellFairPrice)
            .and("unrealised", SqlType.NUMERIC, OrderMark::unrealised);
    private static final Columns<OrderMark> MARK_ROW = Columns.<OrderMark>none()
            .and("order_id", SqlType.BIGINT, OrderMark::orderId)
            .and(MARK, m -> m);
    private static final Columns<ManagedOrder> ORDER = Columns.<ManagedOrder>none()
            .and("order_id", SqlType.BIGINT, ManagedOrder::id)
            .and("is_ended", SqlType.BOOLEAN, o -> o.state().isEnded())
            .and("why", SqlType.TEXT, o -> OrderStates.whyEnded(o).orElse(null))
            .and(OrderColumns.STATE, o -> o);

    /**
     * Locks this user's orders in the order of their ids, if this process still owns him, and keeps him from being taken
     * before they are stored; four parameters.
     */
    static final String LOCKED = """
            select o.* from orders o
            where o.order_id = any(?) and o.user_id = ?
                and exists (select 1 from monitor_user u where u.user_id = ? and u.fence = ? for share)
            order by o.order_id for no key update""";

    /** Writes the leg orders {@code l} of the locked orders {@code old} that differ from those stored. */
    static final String LEGS = """
            changed_leg as (
                update leg_order k set %1$s from l, old
                where old.order_id = l.order_id and k.tag = l.tag and %2$s
                returning k.order_id
            ), new_leg as (
                insert into leg_order (%3$s) select %4$s from l, old
                where old.order_id = l.order_id and not exists (select 1 from leg_order k where k.tag = l.tag)
                returning order_id
            )""".formatted(
            LegRow.REST.assigned("l"), LegRow.REST.distinct("k", "l"), LegRow.ALL.names(), LegRow.ALL.names("l"));

    private static final String ORDERS = """
            with s as (
                select * from %1$s as r
            ), l as (
                select * from %2$s as r
            ), old as materialized (
                %3$s
            ), cause as (
                %8$s
            ), leg_before as materialized (
                select k.tag, k.state, k.filled, k.triggered from l join leg_order k on k.tag = l.tag
            ), %4$s, touched as (
                select order_id from changed_leg union all select order_id from new_leg
            ), changed as (
                update orders o set %5$s, version = o.version + 1,
                    ended_at = case when s.is_ended then coalesce(o.ended_at, cause.at) end
                from s, old, cause
                where o.order_id = s.order_id and old.order_id = s.order_id
                    and (%6$s or o.order_id in (select order_id from touched))
                returning o.*, s.why, old.state as was, %9$s as news
            ), told as (
                update intent i set %10$s
                from %7$s as w join old using (order_id)
                where %11$s
            ), said as (
                %12$s
            ), seen as (
                %13$s
            )
            select order_id from old""".formatted(
                    ORDER.unnest(),
                    LegRow.ALL.unnest(),
                    LOCKED,
                    LEGS,
                    OrderColumns.STATE.assigned("s"),
                    OrderColumns.STATE.distinct("o", "s"),
                    OutcomeColumns.ALL.unnest(),
                    EventText.CAUSE,
                    EventText.NEWS,
                    OutcomeColumns.TOLD,
                    OutcomeColumns.NEWS,
                    EventText.SAID,
                    EventText.SEEN);

    private static final String MARKS = """
            insert into order_mark as k (%1$s)
            select %2$s from %3$s as m left join order_mark old using (order_id)
            where %4$s
            on conflict (order_id) do update set %5$s""".formatted(
                    MARK_ROW.names(),
                    MARK_ROW.names("m"),
                    MARK_ROW.unnest(),
                    MARK.distinct("old", "m"),
                    MARK.assigned("excluded"));

    private static final String BOTH = ORDERS + ";\n" + MARKS;
    private static final String MARKS_ALONE = "select set_config('synchronous_commit', 'off', true);\n" + MARKS;

    private final Sql sql;
    private final Fences fences;

    OrderSaving(Sql sql, Fences fences) {
        this.sql = sql;
        this.fences = fences;
    }

    /** See {@link io.ordermonitor.store.Orders#save}. */
    Map<Long, String> save(long userId, OrderChanges changes, Instant now) {
        List<ManagedOrder> changed = changes.orders();
        if (changes.isEmpty()) {
            return Map.of();
        }
        String what = "save orders of user " + userId;
        long fence = fences.held(userId);
        Set<Long> stored = new HashSet<>();
        Map<Long, String> refused = sql.with(what, connection -> {
            try {
                store(connection, query(userId, fence, changes, now), changed, stored);
                return new TreeMap<>();
            } catch (SQLException e) {
                if (!Sql.isRefusal(e) || changed.isEmpty()) {
                    throw e;
                }
                stored.clear();
                return orderByOrder(connection, userId, fence, changes, now, stored);
            }
        });
        for (ManagedOrder order : changed) {
            if (!stored.contains(order.id()) && !refused.containsKey(order.id())) {
                refused.put(order.id(), "order " + order.id() + " is not stored for user " + userId);
            }
        }
        checkOwned(userId, fence, stored.isEmpty() && !changed.isEmpty());
        return refused;
    }

    private static void store(Connection connection, Query query, List<ManagedOrder> changed, Set<Long> stored)
            throws SQLException {
        if (changed.isEmpty()) {
            Sql.execute(connection, query);
        } else {
            Sql.execute(connection, query, row -> stored.add(row.bigint("order_id")));
        }
    }

    private void checkOwned(long userId, long fence, boolean isDoubtful) {
        if (isDoubtful && !fences.isCurrent(userId, fence)) {
            throw JdbcIntents.fenced(userId, fence);
        }
    }

    private static Query query(long userId, long fence, OrderChanges changes, Instant now) {
        List<OrderMark> marks = changes.marks();
        if (changes.orders().isEmpty()) {
            return MARK_ROW.bind(new Query(MARKS_ALONE), marks);
        }
        Query query = new Query(marks.isEmpty() ? ORDERS : BOTH);
        ORDER.bind(query, changes.orders());
        LegRow.ALL.bind(query, LegRow.of(changes.orders()));
        bindLock(query, userId, fence, changes.orderIds());
        EventText.bindCause(query, changes.cause(), fence, now);
        OutcomeColumns.ALL.bind(query, changes.outcomes());
        return marks.isEmpty() ? query : MARK_ROW.bind(query, marks);
    }

    /** Adds the parameters of {@link #LOCKED}. */
    static Query bindLock(Query query, long userId, long fence, List<Long> orderIds) {
        return query.array(SqlType.BIGINT, orderIds).add(userId).add(userId).add(fence);
    }

    /** One transaction in which each order has a savepoint; the orders that are refused, with the reason. */
    private static Map<Long, String> orderByOrder(
            Connection connection, long userId, long fence, OrderChanges changes, Instant now, Set<Long> stored)
            throws SQLException {
        return Sql.inTransaction(connection, () -> {
            Map<Long, String> refused = new TreeMap<>();
            Query lock = bindLock(new Query(LOCKED), userId, fence, changes.orderIds());
            Sql.execute(connection, lock, row -> {});
            for (ManagedOrder order : changes.orders()) {
                Query query = query(userId, fence, changes.of(order), now);
                Set<Long> done = new HashSet<>();
                Savepoint before = connection.setSavepoint();
                try {
                    store(connection, query, List.of(order), done);
                    stored.addAll(done);
                } catch (SQLException e) {
                    if (!Sql.isRefusal(e)) {
                        throw e;
                    }
                    connection.rollback(before);
                    refused.put(order.id(), String.valueOf(e.getMessage()));
                }
            }
            return refused;
        });
    }

    /** The failure of a transaction that found fewer orders than it was given. */
    static StoreException missing(long userId, List<Long> orderIds) {
        return new StoreException("orders " + orderIds + " are not stored for user " + userId);
    }
}
