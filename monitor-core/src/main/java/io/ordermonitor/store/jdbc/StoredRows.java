package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * How rows of broker_order_book and broker_position are written: a few as one-row upserts, which are cheapest, more as
 * arrays. Texts come from a fixed set.
 *
 * @param <T> what a row holds
 */
final class StoredRows<T> {
    static final int ONE_BY_ONE = 4;

    static final StoredRows<BrokerOrder> ORDERS = new StoredRows<>(
            "broker_order_book",
            Columns.<Entry<BrokerOrder>>none()
                    .and("account_id", SqlType.BIGINT, Entry::accountId)
                    .and("trading_day", SqlType.DATE, Entry::tradingDay)
                    .and("broker_order_id", SqlType.TEXT, e -> e.row.brokerOrderId()),
            Columns.<BrokerOrder>none()
                    .and("instrument", SqlType.TEXT, r -> r.instrument().toString())
                    .and("product", SqlType.TEXT, BrokerOrder::product)
                    .and("side", SqlType.TEXT, BrokerOrder::side)
                    .and("type", SqlType.TEXT, BrokerOrder::type)
                    .and("tag", SqlType.TEXT, BrokerOrder::tag)
                    .and("quantity", SqlType.INTEGER, BrokerOrder::quantity)
                    .and("filled", SqlType.INTEGER, BrokerOrder::filled)
                    .and("average_price", SqlType.NUMERIC, BrokerOrder::averagePrice)
                    .and("limit_price", SqlType.NUMERIC, BrokerOrder::limitPrice)
                    .and("trigger_price", SqlType.NUMERIC, BrokerOrder::triggerPrice)
                    .and("state", SqlType.TEXT, BrokerOrder::state)
                    .and("triggered", SqlType.BOOLEAN, BrokerOrder::triggered)
                    .and("reason", SqlType.TEXT, BrokerOrder::reason)
                    .and("created_at", SqlType.INSTANT, BrokerOrder::createdAt)
                    .and("updated_at", SqlType.INSTANT, BrokerOrder::updatedAt),
            // What traded stays traded: a reading that is older, or wrong, takes nothing back. Ids may begin anew.
            " where excluded.filled > broker_order_book.filled or (excluded.filled = broker_order_book.filled"
                    + " and (excluded.average_price is not null or broker_order_book.average_price is null))"
                    + " or excluded.created_at <> broker_order_book.created_at");

    static final StoredRows<Position> POSITIONS = new StoredRows<>(
            "broker_position",
            Columns.<Entry<Position>>none()
                    .and("account_id", SqlType.BIGINT, Entry::accountId)
                    .and("trading_day", SqlType.DATE, Entry::tradingDay)
                    .and("instrument", SqlType.TEXT, e -> e.row.instrument().toString())
                    .and("product", SqlType.TEXT, e -> e.row.product()),
            Columns.<Position>none()
                    .and("quantity", SqlType.INTEGER, Position::quantity)
                    .and("average_price", SqlType.NUMERIC, Position::averagePrice)
                    .and("last_price", SqlType.NUMERIC, Position::lastPrice)
                    .and("carried_quantity", SqlType.INTEGER, Position::carriedQuantity)
                    .and("carried_price", SqlType.NUMERIC, Position::carriedPrice),
            "");

    /** A row as it is stored. */
    record Entry<T>(long accountId, LocalDate tradingDay, T row, long hash, Instant fetchedAt) {}

    private final Columns<Entry<T>> all;
    private final String one;
    private final String many;

    private StoredRows(String table, Columns<Entry<T>> key, Columns<T> content, String only) {
        Function<Entry<T>, T> row = Entry::row;
        Columns<Entry<T>> rest = Columns.<Entry<T>>none()
                .and("row_hash", SqlType.BIGINT, Entry::hash)
                .and("fetched_at", SqlType.INSTANT, Entry::fetchedAt)
                .and(content, row);
        this.all = key.and(rest, e -> e);
        String head = "insert into " + table + " (" + all.names() + ") ";
        String tail = " on conflict (" + key.names() + ") do update set " + rest.assigned("excluded") + only;
        this.one = head + "values " + all.row() + tail;
        this.many = head + "select * from " + all.unnest() + " as r" + tail;
    }

    /** The statements that store so many rows. */
    List<String> statements(int rows) {
        return rows > ONE_BY_ONE ? List.of(many) : Collections.nCopies(rows, one);
    }

    /** Adds the parameters of {@link #statements}. */
    void bind(Query query, List<Entry<T>> rows) {
        if (rows.size() > ONE_BY_ONE) {
            all.bind(query, rows);
        } else {
            rows.forEach(row -> all.bindOne(query, row));
        }
    }

    static BrokerOrder order(Row row) throws SQLException {
        return new BrokerOrder(
                row.text("broker_order_id"),
                row.text("tag"),
                InstrumentId.parse(row.text("instrument")),
                row.word(Side.class, "side"),
                row.word(Product.class, "product"),
                row.word(OrderType.class, "type"),
                row.integer("quantity"),
                row.integer("filled"),
                row.decimalOrNull("average_price"),
                row.decimalOrNull("limit_price"),
                row.decimalOrNull("trigger_price"),
                row.word(LegState.class, "state"),
                row.flag("triggered"),
                row.text("reason"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    static Position position(Row row) throws SQLException {
        return new Position(
                InstrumentId.parse(row.text("instrument")),
                row.word(Product.class, "product"),
                row.integer("quantity"),
                row.decimal("average_price"),
                row.decimalOrNull("last_price"),
                row.integer("carried_quantity"),
                row.decimalOrNull("carried_price"));
    }
}
