package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.OrderTerms;
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
            .and("fence", SqlType.BIGINT, Intent::fence)
            .and("trading_day", SqlType.DATE, Intent::tradingDay)
            .and("created_at", SqlType.INSTANT, Intent::createdAt);

    private IntentColumns() {}

    private static Function<Intent, @Nullable Object> terms(Function<OrderTerms, @Nullable Object> part) {
        return intent -> intent.terms() == null ? null : part.apply(intent.terms());
    }
}
