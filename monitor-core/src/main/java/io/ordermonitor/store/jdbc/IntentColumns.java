package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Reply;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.WriteKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A write to a broker as columns of {@code intent}, without its outcome. */
final class IntentColumns {
    static final Columns<Intent> ALL = Columns.<Intent>none()
            .and("tag", SqlType.TEXT, Intent::tag)
            .and("write", SqlType.INTEGER, Intent::write)
            .and("kind", SqlType.TEXT, Intent::kind)
            .and("user_id", SqlType.BIGINT, Intent::userId)
            .and("account_id", SqlType.BIGINT, Intent::accountId)
            .and("order_id", SqlType.BIGINT, Intent::orderId)
            .and("leg", SqlType.TEXT, Intent::leg)
            .and("slice", SqlType.INTEGER, Intent::slice)
            .and("number", SqlType.INTEGER, Intent::number)
            .and("instrument", SqlType.TEXT, i -> i.instrument().toString())
            .and("side", SqlType.TEXT, Intent::side)
            .and("product", SqlType.TEXT, Intent::product)
            .and("type", SqlType.TEXT, terms(OrderTerms::type))
            .and("quantity", SqlType.INTEGER, terms(OrderTerms::quantity))
            .and("limit_price", SqlType.NUMERIC, terms(OrderTerms::limitPrice))
            .and("trigger_price", SqlType.NUMERIC, terms(OrderTerms::triggerPrice))
            .and("addressed", SqlType.TEXT, Intent::brokerOrderId)
            .and("step", SqlType.INTEGER, i -> i.cause().step())
            .and("rule", SqlType.TEXT, i -> i.cause().rule())
            .and("cycle", SqlType.BIGINT, i -> i.cause().cycle())
            .and(
                    "request_id",
                    SqlType.BIGINT,
                    i -> i.cause().request() == 0 ? null : i.cause().request())
            .and("fence", SqlType.BIGINT, Intent::fence)
            .and("trading_day", SqlType.DATE, Intent::tradingDay)
            .and("created_at", SqlType.INSTANT, Intent::createdAt);

    private IntentColumns() {}

    private static Function<Intent, @Nullable Object> terms(Function<OrderTerms, @Nullable Object> part) {
        return intent -> intent.terms() == null ? null : part.apply(intent.terms());
    }

    /** A row of {@code intent} with all that is recorded of it. */
    static AuditedWrite audited(Row row) throws SQLException {
        String outcome = row.textOrNull("outcome");
        String reason = row.textOrNull("reason");
        return new AuditedWrite(
                read(row),
                reply(row),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.textOrNull("broker_order_id"),
                reason == null ? "" : reason,
                row.instantOrNull("ended_at"));
    }

    private static Intent read(Row row) throws SQLException {
        return new Intent(
                row.text("tag"),
                row.integer("write"),
                row.word(WriteKind.class, "kind"),
                row.bigint("user_id"),
                row.bigint("account_id"),
                row.bigint("order_id"),
                row.word(LegKind.class, "leg"),
                row.integer("slice"),
                row.integer("number"),
                InstrumentId.parse(row.text("instrument")),
                row.word(Side.class, "side"),
                row.word(Product.class, "product"),
                terms(row),
                row.textOrNull("addressed"),
                EventRows.cause(row),
                row.bigint("fence"),
                row.date("trading_day"),
                row.instant("created_at"));
    }

    private static @Nullable OrderTerms terms(Row row) throws SQLException {
        Integer quantity = row.integerOrNull("quantity");
        return quantity == null
                ? null
                : new OrderTerms(
                        row.word(OrderType.class, "type"),
                        quantity,
                        row.decimalOrNull("limit_price"),
                        row.decimalOrNull("trigger_price"));
    }

    /** Before schema version 7 what a call gave was kept as the outcome alone. */
    private static @Nullable Reply reply(Row row) throws SQLException {
        String reply = row.textOrNull("reply");
        if (reply != null) {
            return new Reply(
                    Outcome.valueOf(reply),
                    row.text("reply_text"),
                    row.instantOrNull("sent_at"),
                    row.instant("replied_at"));
        }
        String outcome = row.textOrNull("outcome");
        Instant endedAt = row.instantOrNull("ended_at");
        if (outcome == null || endedAt == null || !Outcome.valueOf(outcome).isReply()) {
            return null;
        }
        String reason = row.textOrNull("reason");
        return new Reply(Outcome.valueOf(outcome), reason == null ? "" : reason, null, endedAt);
    }
}
