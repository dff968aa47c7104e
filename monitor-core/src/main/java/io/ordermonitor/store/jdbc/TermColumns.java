package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.sql.SQLException;

/** What a user asked for, as columns of several tables. */
final class TermColumns {
    static final Columns<NewManagedOrder> ALL = Columns.<NewManagedOrder>none()
            .and("user_id", SqlType.BIGINT, NewManagedOrder::userId)
            .and("account_id", SqlType.BIGINT, NewManagedOrder::accountId)
            .and("instrument", SqlType.TEXT, t -> t.instrument().toString())
            .and("side", SqlType.TEXT, NewManagedOrder::side)
            .and("product", SqlType.TEXT, NewManagedOrder::product)
            .and("quantity", SqlType.INTEGER, NewManagedOrder::quantity)
            .and("entry_type", SqlType.TEXT, NewManagedOrder::entryType)
            .and("entry_stop_price", SqlType.NUMERIC, NewManagedOrder::entryStopPrice)
            .and("entry_limit_price", SqlType.NUMERIC, NewManagedOrder::entryLimitPrice)
            .and("sl_stop_price", SqlType.NUMERIC, NewManagedOrder::slStopPrice)
            .and("sl_limit_buffer", SqlType.NUMERIC, NewManagedOrder::slLimitBuffer)
            .and("target_price", SqlType.NUMERIC, NewManagedOrder::targetPrice)
            .and("strategy", SqlType.TEXT, NewManagedOrder::strategy)
            .and("valid_until", SqlType.INSTANT, NewManagedOrder::validUntil)
            .and("request_key", SqlType.TEXT, NewManagedOrder::requestKey);

    private TermColumns() {}

    static NewManagedOrder read(Row row) throws SQLException {
        return new NewManagedOrder(
                row.bigint("user_id"),
                row.bigint("account_id"),
                InstrumentId.parse(row.text("instrument")),
                row.word(Side.class, "side"),
                row.word(Product.class, "product"),
                row.integer("quantity"),
                row.word(OrderType.class, "entry_type"),
                row.decimalOrNull("entry_stop_price"),
                row.decimalOrNull("entry_limit_price"),
                row.decimal("sl_stop_price"),
                row.decimalOrNull("sl_limit_buffer"),
                row.decimalOrNull("target_price"),
                row.text("strategy"),
                row.instantOrNull("valid_until"),
                row.text("request_key"));
    }
}
