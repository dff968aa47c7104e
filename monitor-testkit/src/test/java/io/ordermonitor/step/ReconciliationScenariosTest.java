package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What brokers and other people do behind our back, and answers that never come. */
class ReconciliationScenariosTest {
    private final CycleBench bench = new CycleBench();

    private void soldByHand(int quantity) {
        bench.broker()
                .placeForeign(
                        "",
                        CycleBench.RELIANCE,
                        Side.SELL,
                        Product.MIS,
                        OrderTerms.limit(quantity, new BigDecimal("1510.00")))
                .fill("1510.00");
    }

    @Test
    void a_position_closed_by_hand_is_suspected_then_confirmed_and_its_exits_go() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        soldByHand(100);

        CycleReport suspected = bench.cycle();
        assertThat(bench.order(id).suspected()).isEqualTo(100);
        assertThat(bench.order(id).flags()).contains(Flag.SHORTFALL);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(suspected.followUp()).contains(CycleBench.ACCOUNT);

        CycleReport confirmed = bench.cycleAfter(5);
        assertThat(confirmed.findings()).extracting(Finding::code).containsExactly(Code.EXTERNAL);
        assertThat(bench.liveUnits(id, LegKind.SL)).isZero();
        assertThat(bench.liveUnits(id, LegKind.TP)).isZero();

        bench.cycle();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED_EXTERNALLY);
        assertThat(bench.order(id).flags()).isEmpty();
        assertThat(bench.cycle().findings()).isEmpty();
    }

    @Test
    void a_part_closed_by_hand_shrinks_the_exits_of_the_youngest_order() {
        long older = bench.filled(Entries.buy("k1"), "1500.00");
        bench.time.advance(java.time.Duration.ofSeconds(1));
        long younger = bench.filled(Entries.buy("k2"), "1500.00");
        bench.cycles(2);
        soldByHand(30);
        bench.cycle();
        bench.cycleAfter(5);

        assertThat(bench.liveUnits(older, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(younger, LegKind.SL)).isEqualTo(70);
        assertThat(bench.liveUnits(younger, LegKind.TP)).isEqualTo(70);
    }

    @Test
    void positions_that_lag_a_fill_leave_the_stop_alone() {
        long id = bench.submit(Entries.buy("k"));
        bench.broker().positionsLag(1);
        bench.entry(id).fill("1500.00");
        CycleReport report = bench.cycleAfter(5);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).suspected()).isZero();
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void a_shortfall_seen_once_and_gone_changes_nothing() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().hold(position(-100));
        bench.cycle();
        assertThat(bench.order(id).suspected()).isEqualTo(100);
        bench.broker().hold(position(0));
        bench.cycleAfter(5);

        assertThat(bench.order(id).suspected()).isZero();
        assertThat(bench.order(id).externalExit()).isZero();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_external_exit_that_comes_back_is_taken_back_with_an_alarm_and_protected_again() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().hold(position(-100));
        bench.cycle();
        bench.cycleAfter(20);
        assertThat(bench.order(id).externalExit()).isEqualTo(100);
        bench.cycle();
        bench.broker().hold(position(0));
        CycleReport back = bench.cycle();

        assertThat(back.findings()).anyMatch(f -> f.alarm() && f.code() == Code.EXTERNAL);
        assertThat(bench.order(id).open()).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    private static Position position(int net) {
        return new Position(CycleBench.RELIANCE, Product.MIS, net, BigDecimal.TEN, null, 0, null);
    }

    @Test
    void an_entry_whose_reply_was_lost_is_found_in_the_book_and_not_sent_again() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        long id = bench.submit(Entries.buy("k"));
        assertThat(bench.order(id).of(LegKind.ENTRY).get(0).state()).isEqualTo(LegState.UNKNOWN);
        assertThat(bench.trySubmit(Entries.buy("other"))).isInstanceOf(IntakeResult.Refused.class);
        bench.entry(id).fill("1500.00");
        bench.cycle();

        assertThat(bench.order(id).open()).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.broker().orders())
                .filteredOn(o -> o.tag().contains("e"))
                .hasSize(1);
    }

    @Test
    void a_stop_whose_request_was_lost_is_placed_again_under_a_new_tag_after_two_reads() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        CycleReport lost = bench.cycle();
        assertThat(lost.findings()).extracting(Finding::code).contains(Code.UNKNOWN_OUTCOME);
        assertThat(bench.liveUnits(id, LegKind.TP)).isZero();

        bench.cycleAfter(10);
        assertThat(bench.order(id).of(LegKind.SL))
                .as("within the settle window")
                .hasSize(1);
        bench.cycleAfter(10);
        assertThat(bench.order(id).of(LegKind.SL)).as("one read without it").hasSize(1);
        bench.cycleAfter(4);
        assertThat(bench.order(id).of(LegKind.SL)).as("too soon after that").hasSize(1);
        bench.cycleAfter(1);

        assertThat(bench.order(id).of(LegKind.SL)).hasSize(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void an_entry_whose_request_was_lost_is_given_up_with_an_alarm() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        long id = bench.submit(Entries.buy("k"));
        bench.cycle();
        CycleReport given = bench.cycle();

        assertThat(given.findings()).anyMatch(f -> f.alarm() && f.code() == Code.ENTRY_GIVEN_UP);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        assertThat(bench.broker().writes()).hasSize(1);
    }

    @Test
    void an_order_given_up_that_turns_up_after_all_is_taken_over_and_protected() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone().shownAfter(2));
        long id = bench.submit(Entries.buy("k"));
        bench.cycles(2);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        bench.broker().lastOrder().fill("1500.00");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.TERMINAL_CHANGED);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void of_two_stops_of_one_slice_the_later_is_cancelled() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone().shownAfter(3));
        bench.cycle();
        bench.cycle();
        bench.cycle();
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(200);
        bench.cycles(2);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void a_session_that_ends_at_a_write_is_renewed_and_one_read_proves_that_nothing_was_placed() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.sessionExpired());
        bench.cycle();
        assertThat(bench.broker().calls(Kind.LOGIN)).hasSize(1);
        assertThat(bench.liveUnits(id, LegKind.SL)).isZero();

        bench.cycleAfter(5);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.broker().calls(Kind.LOGIN)).hasSize(1);
    }

    @Test
    void a_cancel_whose_reply_was_lost_is_settled_by_the_book() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.target(id).fill("1540.00");
        bench.broker().answerNext(Kind.CANCEL, FakeReply.unknownButDone());
        bench.cycles(2);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.broker().calls(Kind.CANCEL)).hasSize(1);
    }

    @Test
    void a_modify_whose_request_was_lost_is_repeated_once_the_window_is_over() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.target(id).fill(30, "1540.00");
        bench.broker().answerNext(Kind.MODIFY, FakeReply.unknownAndLost());
        bench.cycle();
        bench.cycleAfter(10);
        assertThat(bench.broker().calls(Kind.MODIFY)).hasSize(1);
        bench.cycleAfter(5);

        assertThat(bench.broker().calls(Kind.MODIFY)).hasSize(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(70);
    }

    @Test
    void the_book_never_makes_a_fill_smaller_and_an_unknown_status_stops_all_writes() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.entry(id).showFilled(40, 1);
        bench.cycle();
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        bench.entry(id).showFilled(40, 1);
        bench.stop(id).showUnknownStatus(1);
        bench.target(id).fill(10, "1540.00");
        bench.cycle();
        assertThat(bench.order(id).entryFilled()).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(90);
    }

    @Test
    void a_cancelled_stop_that_fills_later_is_applied_alarmed_and_made_good() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        FakeOrder first = bench.stop(id).cancelByExchange("gone");
        bench.cycle();
        first.fillThoughEnded(100, "1479.00");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.TERMINAL_CHANGED);
        bench.cycle();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.broker().live()).isEmpty();
    }

    @Test
    void a_stranger_with_a_tag_of_ours_is_an_alarm_and_never_touched() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        FakeOrder stranger = bench.broker()
                .placeForeign(
                        "t0k9ze1",
                        CycleBench.RELIANCE,
                        Side.BUY,
                        Product.MIS,
                        OrderTerms.limit(5, new BigDecimal("1400.00")));
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.FOREIGN_TAG);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(stranger.row().state()).isEqualTo(LegState.WORKING);
    }

    /** Another order under a tag, as it came to the broker a second time. */
    private FakeOrder again(String tag, Side side, OrderTerms terms) {
        bench.time.advance(java.time.Duration.ofMillis(10));
        return bench.broker().placeForeign(tag, CycleBench.RELIANCE, side, Product.MIS, terms);
    }

    private void assertStranger(CycleReport report, FakeOrder row, String said) {
        assertThat(report.findings())
                .filteredOn(f -> f.code() == Code.FOREIGN_TAG)
                .singleElement()
                .satisfies(f -> assertThat(f.alarm()).isTrue())
                .satisfies(f -> assertThat(f.message()).contains("broker order " + row.brokerOrderId() + " ", said));
    }

    @Test
    void an_entry_that_reached_the_broker_twice_is_an_alarm_about_the_second() {
        long id = bench.submit(Entries.buy("k"));
        FakeOrder first = bench.entry(id);
        FakeOrder second = again(first.tag(), Side.BUY, OrderTerms.limit(100, new BigDecimal("1500.00")));
        first.fill("1500.00");
        second.fill("1500.00");

        assertStranger(bench.cycle(), second, "not the one that order " + id + " has under it");
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        bench.cycles(3);
        assertThat(bench.report.standing(CycleBench.USER))
                .extracting(alarm -> alarm.code())
                .containsExactly(Code.FOREIGN_TAG);
    }

    @Test
    void a_stop_that_reached_the_broker_twice_is_an_alarm_and_the_second_is_left_alone() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        FakeOrder second = again(
                bench.stop(id).tag(),
                Side.SELL,
                OrderTerms.stopLimit(100, new BigDecimal("1480.00"), new BigDecimal("1472.60")));

        assertStranger(bench.cycle(), second, "check it at the broker");
        assertThat(second.row().state()).isEqualTo(LegState.WORKING);
        assertThat(bench.stop(id).row().state()).isEqualTo(LegState.WORKING);
    }

    @Test
    void an_order_that_was_rejected_and_moved_away_is_no_stranger_but_another_under_its_tag_is() {
        bench.submit(Entries.buy("k"));
        FakeOrder entry = bench.broker().lastOrder();
        entry.reject("price band");
        bench.cycles(2);
        assertThat(bench.desk().orders()).isEmpty();
        assertThat(bench.cycle().findings()).isEmpty();

        FakeOrder second = again(entry.tag(), Side.BUY, OrderTerms.limit(100, new BigDecimal("1500.00")));
        assertStranger(bench.cycle(), second, "none of its orders");
    }

    @Test
    void what_a_book_shows_of_an_order_that_ended_the_day_before_is_no_stranger() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.target(id).fill("1540.00");
        bench.cycles(3);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        bench.time.advance(java.time.Duration.ofHours(24));
        CycleReport report = bench.cycle();

        assertThat(bench.desk().orders()).isEmpty();
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void an_entry_that_was_refused_and_rests_all_the_same_is_an_alarm() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.refused("price band"));
        bench.submit(Entries.buy("k"));
        String tag = bench.broker().writes().get(0).tag();
        bench.cycles(2);
        assertThat(bench.desk().orders()).isEmpty();

        FakeOrder late = again(tag, Side.BUY, OrderTerms.limit(100, new BigDecimal("1500.00")));
        assertStranger(bench.cycle(), late, "nothing protects what it fills");
    }

    @Test
    void an_order_placed_elsewhere_can_be_adopted_by_its_broker_order_id() {
        FakeOrder theirs = bench.broker()
                .placeForeign(
                        "",
                        CycleBench.RELIANCE,
                        Side.BUY,
                        Product.MIS,
                        OrderTerms.limit(100, new BigDecimal("1500.00")));
        IntakeResult taken = bench.locked(
                () -> bench.execution.intake().adopt(bench.desk(), Entries.buy("adopted"), theirs.brokerOrderId()));
        assertThat(taken).isInstanceOf(IntakeResult.Taken.class);
        long id = ((IntakeResult.Taken) taken).order().id();
        theirs.fill("1500.00");
        bench.cycle();

        assertThat(bench.order(id).open()).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void a_row_that_cannot_be_understood_stops_writes_on_its_instrument_and_proves_nothing() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        int writes = bench.broker().writes().size();
        bench.broker().quarantine(CycleBench.RELIANCE);
        long other = bench.submit(Entries.buyFuture(65, "k2"));
        bench.entry(other).fill("1500.00");
        CycleReport report = bench.cycle();
        bench.cycle();

        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.QUARANTINED);
        assertThat(bench.order(id).of(LegKind.SL).get(0).state()).isEqualTo(LegState.WORKING);
        assertThat(bench.liveUnits(other, LegKind.SL)).isEqualTo(65);
        assertThat(bench.broker().writes())
                .as("entry, stop and target of the other")
                .hasSize(writes + 3);
    }

    @Test
    void a_position_that_cannot_be_understood_stops_writes_on_its_instrument_and_is_told() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.submit(Entries.buy("rests"));
        bench.cycle();
        int writes = bench.broker().writes().size();
        bench.broker().quarantinePositions(CycleBench.RELIANCE);
        bench.target(id).fill(40, "1540.00");
        CycleReport report = bench.cycle();
        bench.cycles(2);

        assertThat(report.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo(Code.QUARANTINED))
                .satisfies(f -> assertThat(f.message()).contains("a row of " + CycleBench.RELIANCE));
        assertThat(bench.broker().writes()).hasSize(writes);
        assertThat(bench.order(id).open()).as("nothing is missed").isEqualTo(60);
        assertThat(bench.order(id).suspected()).isZero();

        bench.broker().restore();
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
    }

    @Test
    void a_placement_is_not_proved_absent_by_a_book_with_a_row_that_cannot_be_understood() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        long id = bench.submit(Entries.buy("k"));
        bench.broker().quarantine(CycleBench.RELIANCE);
        bench.cycles(3);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTERING);
        bench.broker().restore();
        bench.cycle();

        assertThat(bench.order(id).of(LegKind.ENTRY).get(0).state()).isEqualTo(LegState.WORKING);
    }
}
