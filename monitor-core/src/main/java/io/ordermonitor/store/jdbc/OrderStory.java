package io.ordermonitor.store.jdbc;

import io.ordermonitor.store.Orders.HistoryEntry;
import java.sql.SQLException;
import java.util.List;

/** The story of one order: its changes of state and its writes. */
final class OrderStory {
    private static final String READ = """
            select at, what, step, rule, cycle, null as request, null as reply, 1 as place, version as number
            from order_event
            where order_id = ?
            union all
            select i.created_at, i.kind || ' ' || lower(i.leg), i.step, i.rule, i.cycle,
                concat_ws(' ', i.tag, i.side, i.quantity::text, i.instrument, i.product, i.type,
                    'limit ' || trim_scale(i.limit_price), 'trigger ' || trim_scale(i.trigger_price),
                    'order ' || i.addressed),
                case when i.outcome is not null then
                    concat_ws(' ', i.outcome, 'order ' || i.broker_order_id, nullif(i.reason, '')) end,
                2, l.seq * 1000 + i.write
            from leg_order l join intent i on i.tag = l.tag
            where l.order_id = ?
            order by at, place, number""";

    private OrderStory() {}

    static List<HistoryEntry> read(Sql sql, long orderId) {
        Query query = new Query(READ).add(orderId).add(orderId);
        return sql.rows("read the history of order " + orderId, query, OrderStory::entry);
    }

    private static HistoryEntry entry(Row row) throws SQLException {
        return new HistoryEntry(
                row.instant("at"),
                row.text("what"),
                row.integer("step"),
                row.text("rule"),
                row.bigint("cycle"),
                row.textOrNull("request"),
                row.textOrNull("reply"));
    }
}
