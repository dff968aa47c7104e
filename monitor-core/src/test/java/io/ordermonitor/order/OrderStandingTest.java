package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.context;
import static io.ordermonitor.order.Worlds.entry;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.leg;
import static io.ordermonitor.order.Worlds.market;
import static io.ordermonitor.order.Worlds.order;
import static io.ordermonitor.order.Worlds.rupees;
import static io.ordermonitor.order.Worlds.stop;
import static io.ordermonitor.order.Worlds.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an order stands: its state, its flags, what is said about it. */
class OrderStandingTest {
    private static final ExitContext OPEN = context(market("1500"), 100);

    private static ManagedOrder entered(int filled, LegState state) {
        return order(1, Side.BUY).withLegOrder(entry(1, 100, filled, state));
    }

    private static LegOrder sold(int units, LegState state) {
        return leg(1, LegKind.TP, 1, 0, OrderTerms.limit(100, rupees("1540")), units, state);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                arguments("nothing sent", order(1, Side.BUY), OrderState.ENTERING),
                arguments("never to be sent", order(1, Side.BUY).withEntryEnded(), OrderState.ENTRY_CANCELLED),
                arguments("resting", entered(0, LegState.WORKING), OrderState.ENTERING),
                arguments("unknown", entered(0, LegState.UNKNOWN), OrderState.ENTERING),
                arguments("part filled", entered(40, LegState.PARTIAL), OrderState.OPEN),
                arguments("filled", entered(100, LegState.FILLED), OrderState.OPEN),
                arguments("rejected", entered(0, LegState.REJECTED), OrderState.ENTRY_REJECTED),
                arguments("cancelled", entered(0, LegState.CANCELLED), OrderState.ENTRY_CANCELLED),
                arguments("expired", entered(0, LegState.EXPIRED), OrderState.ENTRY_CANCELLED),
                arguments("given up", entered(0, LegState.NONE), OrderState.ENTRY_GIVEN_UP),
                arguments(
                        "a slice rejected",
                        entered(0, LegState.REJECTED).withLegOrder(slice(LegState.REJECTED)),
                        OrderState.ENTRY_REJECTED),
                arguments(
                        "a slice rejected, another one cancelled, whose last fill may show late",
                        entered(0, LegState.REJECTED).withLegOrder(slice(LegState.CANCELLED)),
                        OrderState.ENTRY_CANCELLED),
                arguments("cancelled after a part", entered(40, LegState.CANCELLED), OrderState.OPEN),
                arguments("part sold", filled(Side.BUY).withLegOrder(sold(40, LegState.PARTIAL)), OrderState.EXITING),
                arguments("sold", filled(Side.BUY).withLegOrder(sold(100, LegState.FILLED)), OrderState.CLOSED),
                arguments(
                        "sold, stop still live",
                        filled(Side.BUY)
                                .withLegOrder(sold(100, LegState.FILLED))
                                .withLegOrder(stop(1, 0, 100, LegState.WORKING)),
                        OrderState.EXITING),
                arguments("closed by hand", filled(Side.BUY).withExternalExit(100), OrderState.CLOSED_EXTERNALLY),
                arguments("to be left", filled(Side.BUY).withExitRequested(), OrderState.EXITING),
                arguments("sold twice", filled(Side.BUY).withExternalExit(150), OrderState.EXITING),
                arguments("frozen", filled(Side.BUY).withState(OrderState.FROZEN), OrderState.FROZEN));
    }

    private static LegOrder slice(LegState state) {
        return Worlds.leg(1, LegKind.ENTRY, 2, 1, OrderTerms.limit(100, Worlds.rupees("1500")), 0, state);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("states")
    void a_state_follows_from_the_broker_orders(String what, ManagedOrder order, OrderState expected) {
        assertThat(OrderStates.derive(order).state()).as(what).isEqualTo(expected);
    }

    @Test
    void realised_profit_is_that_of_its_own_exits_at_its_average_entry() {
        ManagedOrder sold = filled(Side.BUY)
                .withLegOrder(new LegOrder(
                        "t0k1t1",
                        LegKind.TP,
                        0,
                        1,
                        "B",
                        LegState.FILLED,
                        OrderType.LIMIT,
                        40,
                        40,
                        rupees("1540"),
                        rupees("1540"),
                        null,
                        "",
                        LegNote.NONE,
                        false,
                        LegWrites.placed(Worlds.NOW)));
        assertThat(OrderStates.realised(sold, BigDecimal.TEN)).isEqualByComparingTo("16000.00");
        assertThat(OrderStates.realised(filled(Side.BUY), BigDecimal.ONE)).isZero();
        assertThat(OrderStates.realised(filled(Side.BUY).withExternalExit(100), BigDecimal.ONE))
                .isZero();
    }

    @Test
    void an_order_without_a_stop_is_unprotected_and_said_to_be_so_each_time() {
        Verdict verdict = Verdict.of(filled(Side.BUY), OPEN);
        assertThat(verdict.order().flags()).containsExactly(Flag.UNPROTECTED);
        assertThat(verdict.followUp()).isTrue();
        assertThat(verdict.finding()).hasValueSatisfying(f -> {
            assertThat(f.code()).isEqualTo(Code.UNPROTECTED);
            assertThat(f.alarm()).isFalse();
            assertThat(f.message()).contains("Order 1, account 70", "100 units");
        });
        assertThat(Verdict.of(verdict.order(), OPEN).finding()).isPresent();
    }

    @Test
    void it_is_an_alarm_from_the_third_refusal() {
        ManagedOrder order = filled(Side.BUY);
        for (int i = 1; i <= 3; i++) {
            LegOrder refused = stop(i, 0, 100, LegState.REJECTED);
            order = order.withLegOrder(new LegOrder(
                    refused.tag(),
                    LegKind.SL,
                    0,
                    i,
                    null,
                    LegState.REJECTED,
                    refused.type(),
                    100,
                    0,
                    null,
                    refused.limitPrice(),
                    refused.triggerPrice(),
                    "RMS: no",
                    LegNote.NONE,
                    false,
                    new LegWrites(0, Worlds.NOW.plusSeconds(10L * i), Worlds.NOW, null, null)));
            assertThat(Verdict.of(order, OPEN).finding().orElseThrow().alarm()).isEqualTo(i == 3);
        }
        assertThat(Verdict.of(order, OPEN).finding().orElseThrow().message()).contains("RMS: no");
    }

    @Test
    void a_covered_order_is_quiet_and_one_whose_stop_is_on_its_way_only_wants_another_look() {
        Verdict covered = Verdict.of(filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.WORKING)), OPEN);
        assertThat(covered.order().flags()).isEmpty();
        assertThat(covered.finding()).isEmpty();
        assertThat(covered.followUp()).isFalse();
        Verdict sent = Verdict.of(filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.SENT)), OPEN);
        assertThat(sent.finding()).isEmpty();
        assertThat(sent.followUp()).isTrue();
    }

    @Test
    void units_that_wait_for_the_book_to_show_their_stop_are_told_of_when_they_wait_again() {
        ManagedOrder grown = filled(Side.BUY).withLegOrder(stop(1, 0, 40, LegState.SENT));
        Verdict first = Verdict.of(grown, OPEN);
        assertThat(first.order().flags()).containsExactly(Flag.UNPROTECTED);
        assertThat(first.finding()).isEmpty();
        Verdict second = Verdict.of(first.order(), OPEN);
        assertThat(second.finding()).hasValueSatisfying(f -> {
            assertThat(f.code()).isEqualTo(Code.UNPROTECTED);
            assertThat(f.message()).contains("60 units", "the book does not show");
        });
        assertThat(second.followUp()).isTrue();
    }

    @Test
    void units_whose_stop_is_being_cancelled_to_be_placed_anew_are_told_of_when_they_wait_again() {
        ManagedOrder leaving = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 40, LegState.CANCELLING))
                .withLegOrder(stop(2, 1, 60, LegState.WORKING));
        Verdict first = Verdict.of(leaving, OPEN);
        assertThat(first.order().flags()).containsExactly(Flag.UNPROTECTED);
        assertThat(first.finding()).isEmpty();
        assertThat(first.followUp()).isTrue();
        Verdict second = Verdict.of(first.order(), OPEN);
        assertThat(second.finding()).hasValueSatisfying(f -> {
            assertThat(f.code()).isEqualTo(Code.UNPROTECTED);
            assertThat(f.message()).contains("40 units", "is being cancelled");
        });
        ExitContext closed = context(market("1500", null, null, WriteSession.CLOSED), 100);
        assertThat(Verdict.of(leaving, closed).order().flags()).isEmpty();
    }

    @Test
    void waiting_for_a_session_is_said_once() {
        ExitContext closed = context(market("1500", null, null, WriteSession.CLOSED), 100);
        Verdict first = Verdict.of(filled(Side.BUY), closed);
        assertThat(first.order().flags()).containsExactly(Flag.WAITING_FOR_SESSION);
        assertThat(first.finding()).isPresent();
        assertThat(Verdict.of(first.order(), closed).finding()).isEmpty();
    }

    @Test
    void wrong_sign_is_an_alarm_only_when_the_net_position_agrees() {
        ManagedOrder over =
                filled(Side.BUY).withLegOrder(sold(100, LegState.FILLED)).withExternalExit(50);
        assertThat(Verdict.of(over, context(market("1500"), -50)).finding())
                .hasValueSatisfying(f -> assertThat(f.code()).isEqualTo(Code.WRONG_SIGN))
                .hasValueSatisfying(f -> assertThat(f.alarm()).isTrue());
        assertThat(Verdict.of(over, context(market("1500"), 0)).finding()).isEmpty();
    }

    @Test
    void a_wrong_sign_stays_while_positions_lag_and_ends_with_its_excess() {
        ManagedOrder over =
                filled(Side.BUY).withLegOrder(sold(100, LegState.FILLED)).withExternalExit(50);
        ManagedOrder known = Verdict.of(over, context(market("1500"), -50)).order();
        assertThat(Verdict.of(known, context(market("1500"), 0)).finding())
                .hasValueSatisfying(f -> assertThat(f.code()).isEqualTo(Code.WRONG_SIGN))
                .hasValueSatisfying(f -> assertThat(f.message()).contains("nothing is flattened"));
        ManagedOrder even = known.withExternalExit(0);
        assertThat(Verdict.of(even, context(market("1500"), 0)).order().flags()).isEmpty();
        assertThat(Verdict.of(even, context(market("1500"), 0)).finding()).isEmpty();
    }

    @Test
    void a_refused_target_is_said_once() {
        ManagedOrder order = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.WORKING))
                .withLegOrder(target(1, 100, LegState.REJECTED));
        Verdict first = Verdict.of(order, OPEN);
        assertThat(first.finding()).isPresent();
        assertThat(first.order().flags()).containsExactly(Flag.TP_REFUSED);
        assertThat(Verdict.of(first.order(), OPEN).finding()).isEmpty();
    }
}
