package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A managed order as columns of {@code orders} and {@code rejected_order}. */
final class OrderColumns {
    /** What never changes, or only by an amendment. */
    static final Columns<ManagedOrder> IDENTITY = Columns.<ManagedOrder>none()
            .and("order_id", SqlType.BIGINT, ManagedOrder::id)
            .and(TermColumns.ALL, ManagedOrder::terms)
            .and("regenerated_from", SqlType.BIGINT, ManagedOrder::regeneratedFrom)
            .and("attempt", SqlType.INTEGER, ManagedOrder::attempt)
            .and("trading_day", SqlType.DATE, ManagedOrder::tradingDay)
            .and("created_at", SqlType.INSTANT, ManagedOrder::createdAt);

    /** What cycles change. */
    static final Columns<ManagedOrder> STATE = Columns.<ManagedOrder>none()
            .and("state", SqlType.TEXT, ManagedOrder::state)
            .and("flags", SqlType.TEXT, order -> flags(order.flags()))
            .and("external_exit", SqlType.INTEGER, ManagedOrder::externalExit)
            .and("suspected", SqlType.INTEGER, ManagedOrder::suspected)
            .and("realised", SqlType.NUMERIC, ManagedOrder::realised)
            .and("entry_ended", SqlType.BOOLEAN, ManagedOrder::entryEnded)
            .and("exit_requested", SqlType.BOOLEAN, ManagedOrder::exitRequested)
            .and("entry_filled", SqlType.INTEGER, ManagedOrder::entryFilled)
            .and("open_quantity", SqlType.INTEGER, ManagedOrder::open);

    private OrderColumns() {}

    private static String flags(Set<Flag> flags) {
        return flags.stream().map(Flag::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<Flag> flags(String text) {
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        if (!text.isEmpty()) {
            for (String name : text.split(",", -1)) {
                flags.add(Flag.valueOf(name));
            }
        }
        return flags;
    }

    static ManagedOrder read(Row row, List<LegOrder> legs) throws SQLException {
        return new ManagedOrder(
                row.bigint("order_id"),
                TermColumns.read(row),
                row.word(OrderState.class, "state"),
                flags(row.text("flags")),
                legs,
                row.integer("external_exit"),
                row.integer("suspected"),
                row.decimal("realised"),
                row.flag("entry_ended"),
                row.flag("exit_requested"),
                row.bigintOrNull("regenerated_from"),
                row.integer("attempt"),
                row.date("trading_day"),
                row.instant("created_at"),
                row.bigint("version"));
    }
}
