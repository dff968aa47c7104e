package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads managed orders with their leg orders: two statements in one trip. */
final class OrderReading {
    private static final String ORDER = OrderColumns.IDENTITY.names() + ", " + OrderColumns.STATE.names() + ", version";
    private static final String ACTIVE = "user_id = ? and (ended_at is null or (ended_at >= ? and ended_at < ?))";
    private static final String LEGS = "select " + LegRow.ALL.names("l") + ","
            + " i.kind as open_kind, i.type as open_type, i.quantity as open_quantity, i.limit_price as open_limit,"
            + " i.trigger_price as open_trigger, n.kind as observed_kind, n.type as observed_type,"
            + " n.quantity as observed_quantity, n.limit_price as observed_limit, n.trigger_price as observed_trigger"
            + " from (%s) as o join leg_order l using (order_id)"
            + " left join intent i on i.tag = l.tag and i.write = l.open_write"
            + " left join lateral (select * from intent where tag = l.tag order by write desc limit 1) as n"
            + " on n.outcome = 'WOULD_SEND' and n.kind <> 'PLACE' order by l.order_id, l.seq";

    private static final String LOAD = "select " + ORDER + " from orders where " + ACTIVE + " order by order_id;\n"
            + LEGS.formatted("select order_id from orders where " + ACTIVE);
    private static final String FIND = of("select " + ORDER + " from %1$s where order_id = ?") + ";\n"
            + LEGS.formatted("select ?::bigint as order_id");
    private static final String FIND_BY_KEY = of("select " + ORDER + " from %1$s where user_id = ? and request_key = ?")
            + ";\n"
            + LEGS.formatted(of("select order_id from %1$s where user_id = ? and request_key = ?"));

    private final Sql sql;

    OrderReading(Sql sql) {
        this.sql = sql;
    }

    private static String of(String select) {
        return select.formatted("orders") + " union all " + select.formatted("rejected_order");
    }

    /** The orders that are not ended, and those that ended from {@code from} to before {@code to}. */
    List<ManagedOrder> load(long userId, Instant from, Instant to, Instant takenOverAt) {
        UnaryOperator<Query> active = query -> query.add(userId).add(from).add(to);
        return read("load orders of user " + userId, active.apply(active.apply(new Query(LOAD))), takenOverAt);
    }

    Optional<ManagedOrder> find(long orderId) {
        Query query = new Query(FIND).add(orderId).add(orderId).add(orderId);
        return read("find order " + orderId, query, null).stream().findFirst();
    }

    Optional<ManagedOrder> findByRequestKey(long userId, String requestKey) {
        UnaryOperator<Query> key =
                query -> query.add(userId).add(requestKey).add(userId).add(requestKey);
        Query query = key.apply(key.apply(new Query(FIND_BY_KEY)));
        return read("find an order of user " + userId, query, null).stream().findFirst();
    }

    private List<ManagedOrder> read(String what, Query query, @Nullable Instant takenOverAt) {
        List<ManagedOrder> orders = new ArrayList<>();
        Map<Long, List<LegOrder>> legs = new HashMap<>();
        sql.read(
                what,
                query,
                row -> orders.add(OrderColumns.read(row, List.of())),
                row -> legs.computeIfAbsent(row.bigint("order_id"), id -> new ArrayList<>())
                        .add(LegRow.read(row, takenOverAt)));
        return withLegs(orders, legs);
    }

    private static List<ManagedOrder> withLegs(List<ManagedOrder> orders, Map<Long, List<LegOrder>> legs) {
        return orders.stream()
                .map(order -> order.withLegOrders(legs.getOrDefault(order.id(), List.of())))
                .toList();
    }

    /** The leg orders of these orders, by order id. */
    Map<Long, List<LegOrder>> legs(List<Long> orderIds) {
        Map<Long, List<LegOrder>> legs = new HashMap<>();
        Query query =
                new Query(LEGS.formatted("select unnest(?::bigint[]) as order_id")).array(SqlType.BIGINT, orderIds);
        sql.read(
                "read leg orders",
                query,
                row -> legs.computeIfAbsent(row.bigint("order_id"), id -> new ArrayList<>())
                        .add(LegRow.read(row, null)));
        return legs;
    }
}
