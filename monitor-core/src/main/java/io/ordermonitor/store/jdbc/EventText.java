package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Cause;
import java.time.Instant;

/** The parts of SQL that write the audit of orders, in the statement that changes them. */
final class EventText {
    /** A row of what caused a change, to be named {@code cause}; see {@link #bindCause}. */
    static final String CAUSE = """
            select ?::timestamptz as at, ?::integer as step, ?::text as rule, ?::bigint as cycle,
                ?::bigint as request_id, ?::bigint as fence""";

    /** Whether an order that was {@code old} and is {@code o} has more to tell than prices and profit. */
    static final String NEWS = """
            (old.state, old.entry_filled, old.open_quantity, old.external_exit, old.exit_requested, old.entry_ended)
                is distinct from
                (o.state, o.entry_filled, o.open_quantity, o.external_exit, o.exit_requested, o.entry_ended)""";

    private static final String EVENT = """
            insert into order_event (order_id, version, at, what, step, rule, cycle, request_id, fence, state,
                entry_filled, open_quantity, external_exit, exit_requested, entry_ended, sl_stop_price, target_price)
            select c.order_id, c.version, cause.at, %s, cause.step, cause.rule, cause.cycle, cause.request_id,
                cause.fence, c.state, c.entry_filled, c.open_quantity, c.external_exit, c.exit_requested,
                c.entry_ended, c.sl_stop_price, c.target_price
            from changed c, cause""";

    /** Tells of the {@code changed} orders that have news. */
    static final String SAID = EVENT.formatted("""
            case when was <> state then was || ' to ' || state || coalesce(': ' || why, '')
                else 'filled ' || entry_filled || ', open ' || open_quantity end""") + " where news";

    /** Tells that the {@code changed} orders were amended. */
    static final String AMENDED = EVENT.formatted("'AMENDED'");

    /** Tells of the leg orders {@code l} of the {@code changed} orders that filled, triggered or ended. */
    static final String SEEN = """
            insert into leg_event (order_id, version, tag, leg, at, cycle, fence, state, quantity, filled,
                average_price, broker_order_id, triggered, reason)
            select c.order_id, c.version, l.tag, l.leg, cause.at, cause.cycle, cause.fence, l.state, l.quantity,
                l.filled, l.average_price, l.broker_order_id, l.triggered, l.reason
            from l join changed c on c.order_id = l.order_id left join leg_before b on b.tag = l.tag, cause
            where l.filled <> coalesce(b.filled, 0) or (l.triggered and not coalesce(b.triggered, false))
                or (l.state in ('FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED') and l.state is distinct from b.state)""";

    private EventText() {}

    /** Adds the parameters of {@link #CAUSE}. */
    static Query bindCause(Query query, Cause cause, long fence, Instant at) {
        return query.add(at)
                .add(cause.step())
                .add(cause.rule())
                .add(cause.cycle())
                .add(SqlType.BIGINT, cause.request() == 0 ? null : cause.request())
                .add(fence);
    }
}
