package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.WriteKind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the outcome of a write makes of its intent and its leg order, as columns. */
final class Settlement {
    static final Columns<Intent.Settled> COLUMNS = Columns.<Intent.Settled>none()
            .and("tag", SqlType.TEXT, s -> s.intent().tag())
            .and("write", SqlType.INTEGER, s -> s.intent().write())
            .and("outcome", SqlType.TEXT, Intent.Settled::outcome)
            .and("broker_order_id", SqlType.TEXT, Intent.Settled::brokerOrderId)
            .and("reason", SqlType.TEXT, Intent.Settled::reason)
            .and("ended_at", SqlType.INSTANT, s -> LegRow.roundedUp(s.endedAt()))
            .and("state", SqlType.TEXT, Settlement::state)
            .and("modified", SqlType.BOOLEAN, s -> s.outcome() == Outcome.ACCEPTED && is(s, WriteKind.MODIFY))
            .and(
                    "pending",
                    SqlType.TEXT,
                    s -> s.outcome() == Outcome.UNKNOWN ? s.intent().kind() : null)
            .and("type", SqlType.TEXT, terms(OrderTerms::type))
            .and("quantity", SqlType.INTEGER, terms(OrderTerms::quantity))
            .and("limit_price", SqlType.NUMERIC, terms(OrderTerms::limitPrice))
            .and("trigger_price", SqlType.NUMERIC, terms(OrderTerms::triggerPrice));

    private Settlement() {}

    /** The leg order's state after it; null: as it was. */
    private static @Nullable LegState state(Intent.Settled settled) {
        if (is(settled, WriteKind.PLACE)) {
            return switch (settled.outcome()) {
                case ACCEPTED, FOUND -> LegState.SENT;
                case REFUSED -> LegState.REJECTED;
                case NOT_SENT, WOULD_SEND, NOT_FOUND -> LegState.NONE;
                case UNKNOWN -> LegState.UNKNOWN;
                case EXPIRED -> LegState.EXPIRED;
            };
        }
        return is(settled, WriteKind.CANCEL) && settled.outcome() == Outcome.ACCEPTED ? LegState.CANCELLING : null;
    }

    private static boolean is(Intent.Settled settled, WriteKind kind) {
        return settled.intent().kind() == kind;
    }

    private static Function<Intent.Settled, @Nullable Object> terms(Function<OrderTerms, @Nullable Object> part) {
        return settled -> {
            OrderTerms terms = settled.intent().terms();
            return terms == null ? null : part.apply(terms);
        };
    }
}
