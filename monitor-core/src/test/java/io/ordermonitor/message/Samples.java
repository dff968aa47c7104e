package io.ordermonitor.message;

import io.ordermonitor.order.Flag;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrites;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders and legs for the tests of this package. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-20T06:30:00.123456Z");

    private Samples() {}

    static LegOrder leg(
            LegKind leg, int slice, int number, LegState state, int quantity, int filled, @Nullable String average) {
        return new LegOrder(
                "abc" + leg.letter() + number,
                leg,
                slice,
                number,
                "B" + number,
                state,
                OrderType.LIMIT,
                quantity,
                filled,
                average == null ? null : new BigDecimal(average),
                new BigDecimal("100").add(BigDecimal.valueOf(number)),
                null,
                "",
                LegNote.NONE,
                false,
                LegWrites.placed(NOON));
    }

    static LegOrder because(LegOrder order, String reason) {
        return order.withState(order.state(), reason);
    }

    static ManagedOrder order() {
        NewManagedOrder terms = new NewManagedOrder(
                7,
                2,
                InstrumentId.parse("NSECM:2885"),
                Side.BUY,
                Product.MIS,
                50,
                OrderType.LIMIT,
                null,
                new BigDecimal("2900"),
                new BigDecimal("2850"),
                null,
                new BigDecimal("2990"),
                "momentum",
                null,
                "key-1");
        ManagedOrder fresh = ManagedOrder.of(41, terms, null, 1, LocalDate.of(2026, 11, 20), NOON);
        LegOrder entry = leg(LegKind.ENTRY, 0, 1, LegState.FILLED, 50, 50, "2899.5000");
        LegOrder stop = new LegOrder(
                "abcs1",
                LegKind.SL,
                0,
                1,
                null,
                LegState.SENT,
                OrderType.STOPLIMIT,
                50,
                0,
                null,
                new BigDecimal("2.83575E+3"),
                new BigDecimal("2850.0000"),
                "queued\u0007 at\nbroker",
                LegNote.NONE,
                false,
                LegWrites.placed(NOON));
        return fresh.withState(OrderState.OPEN)
                .withLegOrders(List.of(entry, stop))
                .withFlag(Flag.STALE, true)
                .withFlag(Flag.UNPROTECTED, true)
                .withRealised(new BigDecimal("-12.5"));
    }
}
