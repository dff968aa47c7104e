package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.store.RejectedOrders;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link RejectedOrders}: the order's row moves, its leg orders, intents and events stay under its id. */
final class JdbcRejectedOrders implements RejectedOrders {
    private static final Columns<RejectedOrder> ROW = Columns.<RejectedOrder>none()
            .and("order_id", SqlType.BIGINT, RejectedOrder::id)
            .and(OrderColumns.STATE, RejectedOrder::order)
            .and("reason", SqlType.TEXT, RejectedOrder::reason)
            .and("kind", SqlType.TEXT, RejectedOrder::kind)
            .and("rejected_day", SqlType.DATE, RejectedOrder::tradingDay)
            .and("rejected_at", SqlType.INSTANT, RejectedOrder::rejectedAt);

    private static final String MOVE = """
            with r as (
                select * from %1$s as r
            ), l as (
                select * from %2$s as r
            ), old as materialized (
                %3$s
            ), %4$s, gone as (
                delete from orders o using old where o.order_id = old.order_id returning o.*
            ), unmarked as (
                delete from order_mark m using old where m.order_id = old.order_id
            ), kept as (
                insert into rejected_order (%5$s, version, ended_at, %6$s, reason, kind, rejected_day, rejected_at)
                select %7$s, gone.version + 1, r.rejected_at, %8$s, r.reason, r.kind, r.rejected_day, r.rejected_at
                from gone join r using (order_id)
                returning order_id, version, state, rejected_at
            ), said as (
                insert into order_event (order_id, version, at, what, step, rule, cycle)
                select k.order_id, k.version, k.rejected_at, old.state || ' to ' || k.state, 7, '', 0
                from kept k join old using (order_id)
                where old.state <> k.state
            )
            select order_id from kept
            union all
            select order_id from rejected_order where order_id = any(?) and user_id = ?""".formatted(
                    ROW.unnest(),
                    LegRow.ALL.unnest(),
                    OrderSaving.LOCKED,
                    OrderSaving.LEGS,
                    OrderColumns.IDENTITY.names(),
                    OrderColumns.STATE.names(),
                    OrderColumns.IDENTITY.names("gone"),
                    OrderColumns.STATE.names("r"));

    private static final String READ = """
            select * from rejected_order r
            where r.user_id = ? and r.rejected_day = ? and r.rejected_at >= ? and r.declined_at is null
                and not exists (select 1 from entry_regeneration e where e.rejected_id = r.order_id)
            order by r.rejected_at, r.order_id""";

    private final Sql sql;
    private final Fences fences;
    private final OrderReading orders;

    JdbcRejectedOrders(Sql sql, Fences fences) {
        this.sql = sql;
        this.fences = fences;
        this.orders = new OrderReading(sql);
    }

    @Override
    public void move(long userId, List<RejectedOrder> rejected) {
        if (!rejected.isEmpty()) {
            sql.with(
                    "move rejected orders of user " + userId,
                    connection -> Sql.inTransaction(connection, () -> move(connection, userId, rejected)));
        }
    }

    private boolean move(Connection connection, long userId, List<RejectedOrder> rejected) throws SQLException {
        List<Long> ids = rejected.stream().map(RejectedOrder::id).toList();
        List<ManagedOrder> moved = rejected.stream().map(RejectedOrder::order).toList();
        Query query = ROW.bind(new Query(MOVE), rejected);
        LegRow.ALL.bind(query, LegRow.of(moved));
        long fence = fences.held(userId);
        OrderSaving.bindLock(query, userId, fence, ids);
        query.array(SqlType.BIGINT, ids).add(userId);
        Set<Long> known = new HashSet<>();
        Sql.execute(connection, query, row -> known.add(row.bigint("order_id")));
        if (!known.containsAll(ids)) {
            if (!fences.isCurrent(userId, fence)) {
                throw JdbcIntents.fenced(userId, fence);
            }
            throw OrderSaving.missing(
                    userId, ids.stream().filter(id -> !known.contains(id)).toList());
        }
        return true;
    }

    @Override
    public List<RejectedOrder> notRegenerated(long userId, LocalDate tradingDay, Instant since) {
        Query query = new Query(READ).add(userId).add(tradingDay).add(since);
        List<RejectedOrder> rows = sql.rows("read rejected orders of user " + userId, query, JdbcRejectedOrders::read);
        if (rows.isEmpty()) {
            return rows;
        }
        Map<Long, List<LegOrder>> legs =
                orders.legs(rows.stream().map(RejectedOrder::id).toList());
        List<RejectedOrder> whole = new ArrayList<>();
        for (RejectedOrder row : rows) {
            ManagedOrder order = row.order().withLegOrders(legs.getOrDefault(row.id(), List.of()));
            whole.add(new RejectedOrder(order, row.reason(), row.kind(), row.tradingDay(), row.rejectedAt()));
        }
        return List.copyOf(whole);
    }

    private static RejectedOrder read(Row row) throws SQLException {
        return new RejectedOrder(
                OrderColumns.read(row, List.of()),
                row.text("reason"),
                row.word(RejectionClass.class, "kind"),
                row.date("rejected_day"),
                row.instant("rejected_at"));
    }
}
