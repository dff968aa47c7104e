package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.message.Message.StepOutcome;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Step 4 on the whole: what protects a position from its first fill to its end. */
class ProtectionScenariosTest {
    private final CycleBench bench = new CycleBench();

    @Test
    void a_filled_entry_gets_its_stop_and_then_its_target_in_the_same_cycle() {
        long id = bench.filled(Entries.buy("k"), "1500.00");

        CycleReport report = bench.cycle();

        assertThat(report.findings()).isEmpty();
        assertThat(bench.broker().calls(Kind.PLACE))
                .extracting(call -> call.terms())
                .satisfiesExactly(
                        entry -> assertThat(entry.type()).isEqualTo(OrderType.LIMIT),
                        stop -> assertThat(stop.matches(OrderTerms.stopLimit(
                                        100, new BigDecimal("1480.00"), new BigDecimal("1472.60"))))
                                .isTrue(),
                        target -> assertThat(target.matches(OrderTerms.limit(100, new BigDecimal("1540.00"))))
                                .isTrue());
        assertThat(bench.stop(id).row().side()).isEqualTo(Side.SELL);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        assertThat(report.steps().get(3).outcome()).isEqualTo(StepOutcome.DONE);
    }

    @Test
    void a_part_is_protected_at_once_and_the_stop_grows_with_it() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).fill(40, "1500.00");
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(40);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(40);

        bench.entry(id).fill(60, "1500.00");
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(1);
        assertThat(bench.order(id).of(LegKind.TP)).hasSize(1);
    }

    @Test
    void when_the_target_fills_the_stop_is_cancelled() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.target(id).fill("1540.00");
        bench.cycle();
        assertThat(bench.stop(id).row().state()).isEqualTo(LegState.CANCELLED);

        CycleReport last = bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.order(id).realised()).isEqualByComparingTo("4000.00");
        assertThat(last.pnl().realised()).isEqualByComparingTo("4000.00");
        assertThat(last.findings()).isEmpty();
    }

    @Test
    void when_the_stop_fills_the_target_is_cancelled() {
        long id = bench.filled(Entries.sell("k"), "1500.00");
        bench.cycle();
        bench.stop(id).fill("1520.00");
        bench.cycles(2);

        assertThat(bench.target(id).row().state()).isEqualTo(LegState.CANCELLED);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.order(id).realised()).isEqualByComparingTo("-2000.00");
    }

    @Test
    void when_a_part_of_the_target_fills_the_stop_shrinks() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.target(id).fill(30, "1540.00");
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(70);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(70);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.EXITING);
    }

    @Test
    void the_rest_of_an_entry_is_cancelled_once_an_exit_has_filled() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).fill(40, "1500.00");
        bench.cycle();
        bench.stop(id).fill("1479.00");
        bench.cycles(2);

        assertThat(bench.entry(id).row().state()).isEqualTo(LegState.CANCELLED);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
    }

    @Test
    void a_stop_that_was_cancelled_by_someone_is_placed_again() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.stop(id).cancelByExchange("16388 : cancelled by system");
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(2);
    }

    @Test
    void a_stop_refused_three_times_raises_an_alarm_and_is_tried_less_often() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().answerEvery(call -> call.tag().contains("s"), FakeReply.refused("RMS: no stop orders now"));

        CycleReport first = bench.cycle();
        assertThat(first.findings()).extracting(Finding::code).contains(Code.ORDER_REFUSED, Code.UNPROTECTED);
        assertThat(first.findings()).noneMatch(Finding::alarm);
        assertThat(first.followUp()).containsExactly(CycleBench.ACCOUNT);
        assertThat(bench.order(id).flags()).contains(Flag.UNPROTECTED);
        assertThat(bench.order(id).live(LegKind.TP)).isEmpty();

        assertThat(bench.cycleAfter(2).findings()).extracting(Finding::code).containsExactly(Code.UNPROTECTED);
        bench.cycleAfter(3);
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(2);
        CycleReport third = bench.cycleAfter(10);

        assertThat(third.findings()).anyMatch(f -> f.alarm() && f.code() == Code.UNPROTECTED);
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(3);
        bench.cycleAfter(17);
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(3);

        bench.broker().restore();
        CycleReport healed = bench.cycleAfter(3);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(healed.findings()).anyMatch(f -> f.alarm() && f.message().startsWith("Over: "));
        assertThat(bench.order(id).flags()).doesNotContain(Flag.UNPROTECTED);
    }

    @Test
    void a_stop_that_is_queued_and_then_refused_in_the_book_is_told_each_time_though_another_is_queued() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker()
                .answerEvery(
                        call -> call.kind() == Kind.PLACE && call.tag().contains("s"),
                        FakeReply.accepted().thenRejected("RMS: margin exceeds"));
        assertThat(bench.cycle().findings()).isEmpty();

        for (int attempt = 2; attempt <= 3; attempt++) {
            CycleReport report = bench.cycle();
            assertThat(bench.order(id).of(LegKind.SL)).hasSize(attempt);
            assertThat(report.findings())
                    .anyMatch(one -> one.code() == Code.UNPROTECTED
                            && !one.alarm()
                            && one.message().contains("RMS: margin exceeds"));
            assertThat(bench.order(id).flags()).contains(Flag.UNPROTECTED);
        }
        assertThat(bench.cycle().findings()).anyMatch(one -> one.code() == Code.UNPROTECTED && one.alarm());

        bench.broker().restore();
        bench.cycles(2);
        assertThat(bench.order(id).flags()).doesNotContain(Flag.UNPROTECTED);
    }

    @Test
    void a_stop_that_the_market_has_passed_is_placed_as_an_exit_without_a_target() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1470.00");
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.EXITING);
        FakeOrder exit = bench.stop(id);
        assertThat(exit.row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(exit.row().limitPrice()).isEqualByComparingTo("1440.60");
        assertThat(bench.order(id).of(LegKind.TP)).isEmpty();
    }

    @Test
    void a_stop_refused_for_its_trigger_is_placed_as_an_exit() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker()
                .answerNext(
                        Kind.PLACE,
                        FakeReply.accepted()
                                .thenRejected("Trigger price for stoploss sell orders should be lower than the LTP"));
        bench.cycle();
        bench.cycleAfter(5);

        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void a_refused_target_is_said_once_and_not_repeated_that_day() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker()
                .answerEvery(
                        call -> call.kind() == Kind.PLACE && call.tag().contains("t1"),
                        FakeReply.refused("no targets"));
        CycleReport first = bench.cycle();
        CycleReport second = bench.cycle();

        assertThat(first.findings()).extracting(Finding::code).contains(Code.ORDER_REFUSED);
        assertThat(second.findings()).isEmpty();
        assertThat(bench.order(id).of(LegKind.TP)).hasSize(1);
        assertThat(bench.order(id).flags()).containsExactly(Flag.TP_REFUSED);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_order_above_the_freeze_quantity_is_sliced_on_every_leg() {
        long id = bench.submit(Entries.buyFuture(3900, "k"));
        bench.broker().orders().forEach(order -> order.fill("1500.00"));
        bench.cycle();

        for (LegKind leg : List.of(LegKind.ENTRY, LegKind.SL, LegKind.TP)) {
            assertThat(bench.order(id).of(leg))
                    .extracting(l -> l.slice() + ":" + l.quantity())
                    .containsExactly("0:1755", "1:1755", "2:390");
        }
    }

    @Test
    void a_fill_out_of_session_waits_for_the_opening_and_says_so_once() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.session = WriteSession.CLOSED;
        CycleReport first = bench.cycle();
        CycleReport second = bench.cycle();
        assertThat(first.findings()).extracting(Finding::code).containsExactly(Code.UNPROTECTED);
        assertThat(second.findings()).isEmpty();
        assertThat(bench.order(id).flags()).containsExactly(Flag.WAITING_FOR_SESSION);

        bench.session = WriteSession.OPEN;
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).flags()).isEmpty();
    }

    @Test
    void both_exits_filled_is_an_alarm_and_the_excess_is_flattened_once() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.broker().price(CycleBench.RELIANCE, "1490.00");
        bench.target(id).fill("1540.00");
        bench.stop(id).fill("1479.00");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.WRONG_SIGN);
        FakeOrder flatten = bench.at(id, LegKind.FLATTEN);
        assertThat(flatten.row().side()).isEqualTo(Side.BUY);
        assertThat(flatten.row().quantity()).isEqualTo(100);
        flatten.fill("1490.00");
        bench.cycles(2);

        assertThat(bench.order(id).of(LegKind.FLATTEN)).hasSize(1);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.broker().net(CycleBench.RELIANCE, Product.MIS)).isZero();
    }

    @Test
    void an_excess_is_flattened_though_other_orders_hold_the_same_side() {
        long other = bench.filled(Entries.buy("other"), "1500.00");
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.broker().price(CycleBench.RELIANCE, "1490.00");
        bench.target(id).fill("1540.00");
        bench.stop(id).fill(40, "1479.00");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.WRONG_SIGN && f.orderId() == id);
        FakeOrder flatten = bench.at(id, LegKind.FLATTEN);
        assertThat(flatten.row().side()).isEqualTo(Side.BUY);
        assertThat(flatten.row().quantity()).isEqualTo(40);
        flatten.fill("1490.00");
        bench.cycles(2);

        assertThat(bench.order(id).of(LegKind.FLATTEN)).hasSize(1);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.liveUnits(other, LegKind.SL)).isEqualTo(100);
        assertThat(bench.broker().net(CycleBench.RELIANCE, Product.MIS)).isEqualTo(100);
    }

    /** An order of 100 of which both exits have filled. */
    private long overshot() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        bench.stop(id).fill("1480.00");
        bench.target(id).fill("1540.00");
        return id;
    }

    private void boughtByHand(int units) {
        bench.broker()
                .placeForeign(
                        "", CycleBench.RELIANCE, Side.BUY, Product.MIS, OrderTerms.limit(units, new BigDecimal("1500")))
                .fill("1500.00");
    }

    private void assertMadeGood(long id) {
        bench.cycles(4);
        bench.broker().live().forEach(row -> bench.broker().order(row.tag()).fill("1500.00"));
        bench.cycles(2);
        assertThat(bench.broker().net(CycleBench.RELIANCE, Product.MIS)).isZero();
        assertThat(bench.order(id).open()).isZero();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.order(id).of(LegKind.FLATTEN)).hasSizeLessThan(2);
    }

    @Test
    void what_a_trader_has_closed_by_hand_is_not_flattened_though_positions_do_not_show_it_yet() {
        long id = overshot();
        bench.broker().positionsLag(1);
        boughtByHand(100);
        CycleReport report = bench.cycleAfter(5);

        assertThat(report.findings())
                .filteredOn(f -> f.code() == Code.WRONG_SIGN)
                .allSatisfy(f -> assertThat(f.message()).contains("nothing is flattened"));
        assertThat(bench.order(id).of(LegKind.FLATTEN)).isEmpty();
        assertMadeGood(id);
    }

    @Test
    void what_rests_to_flatten_is_cancelled_once_a_trader_has_closed_the_excess_by_hand() {
        long id = overshot();
        bench.cycleAfter(5);
        assertThat(bench.liveUnits(id, LegKind.FLATTEN)).isEqualTo(100);
        boughtByHand(100);
        bench.cycle();

        assertThat(bench.broker().live()).isEmpty();
        assertMadeGood(id);
    }

    @Test
    void what_rests_to_flatten_shrinks_to_what_a_trader_has_left_of_the_excess() {
        long id = overshot();
        bench.cycleAfter(5);
        boughtByHand(30);
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.FLATTEN)).isEqualTo(70);
        assertMadeGood(id);
    }

    @Test
    void what_is_left_of_a_flattening_order_is_cancelled_when_a_trader_has_closed_the_rest() {
        long id = overshot();
        bench.cycleAfter(5);
        bench.at(id, LegKind.FLATTEN).fill(40, "1500.00");
        boughtByHand(60);
        bench.cycle();

        assertThat(bench.broker().live()).isEmpty();
        assertMadeGood(id);
    }
}
