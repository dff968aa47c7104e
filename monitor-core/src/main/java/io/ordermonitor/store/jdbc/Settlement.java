package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.WriteOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the outcome of a write makes of its intent and its leg order, as columns. What a null stands for is left as it
 * was.
 *
 * @param leg the leg order after it, where {@link #UNTOUCHED} and {@link #AS_IT_WAS} stand for what it was before
 */
record Settlement(Intent.Settled settled, LegOrder leg) {
    /** No call ends with these two. */
    private static final LegState AS_IT_WAS = LegState.PARTIAL;

    private static final LegNote UNTOUCHED = LegNote.CANCELLED_BY_US;

    static final Columns<Settlement> COLUMNS = Columns.<Settlement>none()
            .and(OutcomeColumns.ALL, s -> WriteOutcome.of(s.settled))
            .and("state", SqlType.TEXT, s -> s.leg.state() == AS_IT_WAS ? null : s.leg.state())
            .and("note", SqlType.TEXT, s -> s.leg.note() == UNTOUCHED ? null : s.leg.note())
            .and(
                    "leg_reason",
                    SqlType.TEXT,
                    s -> s.leg.state() == AS_IT_WAS && s.leg.note() == UNTOUCHED ? null : s.leg.reason())
            .and("modified", SqlType.BOOLEAN, s -> s.leg.modifications() > 0)
            .and(
                    "pending",
                    SqlType.TEXT,
                    s -> s.leg.pending() == null ? null : s.settled.intent().kind())
            .and("type", SqlType.TEXT, terms(OrderTerms::type))
            .and("quantity", SqlType.INTEGER, terms(OrderTerms::quantity))
            .and("limit_price", SqlType.NUMERIC, terms(OrderTerms::limitPrice))
            .and("trigger_price", SqlType.NUMERIC, terms(OrderTerms::triggerPrice));

    static Settlement of(Intent.Settled settled) {
        Intent intent = settled.intent();
        LegOrder before = LegOrder.sent(
                        intent.tag(),
                        intent.leg(),
                        intent.slice(),
                        intent.number(),
                        OrderTerms.limit(1, BigDecimal.ONE),
                        settled.endedAt())
                .withState(AS_IT_WAS, "", UNTOUCHED);
        return new Settlement(settled, settled.applyTo(before, false));
    }

    static List<Settlement> of(List<Intent.Settled> outcomes) {
        return outcomes.stream().map(Settlement::of).toList();
    }

    private static Function<Settlement, @Nullable Object> terms(Function<OrderTerms, @Nullable Object> part) {
        return s -> {
            OrderTerms terms = s.settled.intent().terms();
            return terms == null ? null : part.apply(terms);
        };
    }
}
