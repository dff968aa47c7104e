package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A trading application in another language: all it knows is the table order_request. */
final class OutsideProgram {
    private final Sql sql;

    OutsideProgram(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** Inserts a row; its id. */
    long insert(OrderRequest request) {
        NewManagedOrder terms = request.terms();
        Amendment to = request.amendTo();
        BigDecimal stop = terms != null ? terms.slStopPrice() : to != null ? to.slStopPrice() : null;
        BigDecimal target = terms != null ? terms.targetPrice() : to != null ? to.targetPrice() : null;
        String key = terms != null ? terms.requestKey() : request.kind() + " " + request.orderId();
        Query query = new Query("""
                insert into order_request (user_id, request_key, kind, account_id, instrument, side, product, quantity,
                    entry_type, entry_stop_price, entry_limit_price, sl_stop_price, sl_limit_buffer, target_price,
                    strategy, valid_until, broker_order_id, order_id, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?) returning id""")
                .add(request.userId())
                .add(key)
                .add(request.kind().name())
                .add(SqlType.BIGINT, of(terms, NewManagedOrder::accountId))
                .add(SqlType.TEXT, of(terms, t -> t.instrument().toString()))
                .add(SqlType.TEXT, of(terms, t -> t.side().name()))
                .add(SqlType.TEXT, of(terms, t -> t.product().name()))
                .add(SqlType.INTEGER, of(terms, NewManagedOrder::quantity))
                .add(SqlType.TEXT, of(terms, t -> t.entryType().name()))
                .add(SqlType.NUMERIC, of(terms, NewManagedOrder::entryStopPrice))
                .add(SqlType.NUMERIC, of(terms, NewManagedOrder::entryLimitPrice))
                .add(stop)
                .add(SqlType.NUMERIC, of(terms, NewManagedOrder::slLimitBuffer))
                .add(target)
                .add(SqlType.TEXT, of(terms, NewManagedOrder::strategy))
                .add(SqlType.INSTANT, of(terms, NewManagedOrder::validUntil))
                .add(request.brokerOrderId())
                .add(request.orderId())
                .add(request.createdAt());
        return sql.row("insert a request", query, row -> row.bigint("id")).orElseThrow();
    }

    /** Inserts the columns as given; its id. */
    long insert(String columns, String values, Instant createdAt) {
        Query query = new Query("insert into order_request (created_at, " + columns + ") values (?, " + values
                        + ") returning id")
                .add(createdAt);
        return sql.row("insert a request", query, row -> row.bigint("id")).orElseThrow();
    }

    private static @Nullable Object of(
            @Nullable NewManagedOrder terms, Function<NewManagedOrder, @Nullable Object> part) {
        return terms == null ? null : part.apply(terms);
    }
}
