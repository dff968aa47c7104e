package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchScope;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of {@code order_request}, which anyone may have written: what is wrong with it is an answer, not a failure. */
final class RequestRow {
    static final String COLUMNS = "id, user_id, request_key, kind, account_id, instrument, side, product,"
            + " quantity, entry_type, entry_stop_price, entry_limit_price, sl_stop_price, sl_limit_buffer,"
            + " target_price, strategy, valid_until, broker_order_id, order_id, created_at";

    private RequestRow() {}

    static OrderRequest read(Row row) throws SQLException {
        try {
            return valid(row);
        } catch (IllegalArgumentException e) {
            return request(row, null, 0, null, null, null, String.valueOf(e.getMessage()));
        }
    }

    private static OrderRequest valid(Row row) throws SQLException {
        Kind kind = row.word(Kind.class, "kind");
        if (kind == Kind.SUBMIT) {
            return request(row, terms(row), 0, null, null, null, null);
        }
        if (kind == Kind.ADOPT) {
            return request(row, terms(row), 0, text(row, "broker_order_id"), null, null, null);
        }
        if (kind == Kind.FLATTEN) {
            return request(row, null, 0, null, null, scope(row), null);
        }
        long orderId = given("order_id", row.bigintOrNull("order_id"));
        if (kind == Kind.AMEND) {
            BigDecimal stop = given("sl_stop_price", row.decimalOrNull("sl_stop_price"));
            Amendment to = new Amendment(stop, row.decimalOrNull("target_price"));
            return request(row, null, orderId, null, to, null, null);
        }
        if (kind == Kind.SETTLE) {
            return request(row, orderId, given("quantity", row.integerOrNull("quantity")));
        }
        return request(row, null, orderId, null, null, null, null);
    }

    private static OrderRequest request(Row row, long orderId, int open) throws SQLException {
        return new OrderRequest(
                row.bigint("id"),
                row.bigint("user_id"),
                row.word(Kind.class, "kind"),
                null,
                orderId,
                null,
                null,
                null,
                open,
                null,
                row.instant("created_at"));
    }

    private static OrderRequest request(
            Row row,
            @Nullable NewManagedOrder terms,
            long orderId,
            @Nullable String brokerOrderId,
            @Nullable Amendment to,
            @Nullable SwitchScope scope,
            @Nullable String invalid)
            throws SQLException {
        return new OrderRequest(
                row.bigint("id"),
                row.bigint("user_id"),
                row.word(Kind.class, "kind"),
                terms,
                orderId,
                brokerOrderId,
                to,
                scope,
                null,
                invalid,
                row.instant("created_at"));
    }

    private static SwitchScope scope(Row row) throws SQLException {
        Long accountId = row.bigintOrNull("account_id");
        String strategy = row.textOrNull("strategy");
        if (accountId != null && strategy != null) {
            throw new IllegalArgumentException("give account_id or strategy, not both: a flatten covers all of a user,"
                    + " one account or one strategy");
        }
        if (accountId != null) {
            return SwitchScope.account(accountId);
        }
        return strategy != null ? SwitchScope.strategy(strategy) : SwitchScope.everything();
    }

    private static NewManagedOrder terms(Row row) throws SQLException {
        return new NewManagedOrder(
                row.bigint("user_id"),
                given("account_id", row.bigintOrNull("account_id")),
                InstrumentId.parse(text(row, "instrument")),
                word(row, Side.class, "side"),
                word(row, Product.class, "product"),
                given("quantity", row.integerOrNull("quantity")),
                word(row, OrderType.class, "entry_type"),
                row.decimalOrNull("entry_stop_price"),
                row.decimalOrNull("entry_limit_price"),
                given("sl_stop_price", row.decimalOrNull("sl_stop_price")),
                row.decimalOrNull("sl_limit_buffer"),
                row.decimalOrNull("target_price"),
                text(row, "strategy"),
                row.instantOrNull("valid_until"),
                row.text("request_key"));
    }

    private static String text(Row row, String column) throws SQLException {
        return given(column, row.textOrNull(column));
    }

    private static <E extends Enum<E>> E word(Row row, Class<E> family, String column) throws SQLException {
        String word = text(row, column);
        return Arrays.stream(family.getEnumConstants())
                .filter(e -> e.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(column + " must be one of "
                        + Arrays.toString(family.getEnumConstants()) + ", not '" + word + "'"));
    }

    private static <T> T given(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return value;
    }
}
