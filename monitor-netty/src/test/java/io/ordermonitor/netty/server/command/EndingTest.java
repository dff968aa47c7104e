package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    private static final Instant NOON = Instant.parse("2026-11-20T06:30:00Z");

    private static ManagedOrder order(OrderState state, LegState entry, int filled) {
        NewManagedOrder terms = new NewManagedOrder(
                7,
                70,
                InstrumentId.parse("NSECM:2885"),
                Side.BUY,
                Product.MIS,
                10,
                OrderType.MARKET,
                null,
                null,
                BigDecimal.TEN,
                null,
                null,
                "mine",
                null,
                "key");
        return ManagedOrder.of(22, terms, null, 1, LocalDate.of(2026, 11, 20), NOON)
                .withState(state)
                .withLegOrder(new LegOrder(
                        "tag",
                        LegKind.ENTRY,
                        0,
                        1,
                        "B1",
                        entry,
                        OrderType.MARKET,
                        10,
                        filled,
                        BigDecimal.TEN,
                        null,
                        null,
                        "",
                        LegNote.NONE,
                        false,
                        LegWrites.placed(NOON)));
    }

    @ParameterizedTest
    @CsvSource({
        "ENTERING, WORKING, 0, Order 22 is being closed",
        "OPEN, FILLED, 10, Order 22 is being closed",
        "EXITING, FILLED, 10, Order 22 is being closed",
        "CLOSED, FILLED, 10, Order 22 is closed",
        "CLOSED_EXTERNALLY, FILLED, 10, Order 22 is closed",
        "ENTRY_CANCELLED, CANCELLED, 0, Order 22 has ended with nothing filled; there is nothing to close",
        "ENTRY_REJECTED, REJECTED, 0, Order 22 has ended with nothing filled; there is nothing to close"
    })
    void anExitIsToldByTheStateInWhichTheOrderIsFound(OrderState state, LegState entry, int filled, String told) {
        assertThat(Ending.EXIT.of(order(state, entry, filled))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "ENTERING, WORKING, 0, The rest of the entry of order 22 is being cancelled",
        "OPEN, PARTIAL, 4, The rest of the entry of order 22 is being cancelled",
        "OPEN, UNKNOWN, 4, The rest of the entry of order 22 is being cancelled",
        "ENTRY_CANCELLED, CANCELLED, 0, The rest of the entry of order 22 is cancelled",
        "OPEN, CANCELLED, 4, The rest of the entry of order 22 is cancelled",
        "OPEN, FILLED, 10, The entry of order 22 has filled; there is nothing to cancel",
        "CLOSED, FILLED, 10, The entry of order 22 has filled; there is nothing to cancel",
        "ENTRY_REJECTED, REJECTED, 0, The entry of order 22 was rejected; there is nothing to cancel"
    })
    void aCancelIsToldByTheStateInWhichTheOrderIsFound(OrderState state, LegState entry, int filled, String told) {
        assertThat(Ending.CANCEL.of(order(state, entry, filled))).isEqualTo(told);
    }

    @Test
    void anEntryThatWasGivenUpMayTurnUpYet() {
        String told = "Order 22 has ended: the broker's order book does not show its entry; if that turns up yet, it is"
                + " taken over";
        ManagedOrder order = order(OrderState.ENTRY_GIVEN_UP, LegState.NONE, 0);
        assertThat(Ending.EXIT.of(order)).isEqualTo(told);
        assertThat(Ending.CANCEL.of(order)).isEqualTo(told);
    }
}
