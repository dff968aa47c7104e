package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The next morning: what was carried is compared with the evening before, and what agrees goes on. */
class DayStartScenariosTest extends CarriedOvernight {
    @Test
    void a_carried_position_waits_at_nine_fifteen_and_has_its_stop_once_the_session_is_open() {
        long id = carried(Side.BUY);
        nextMorning(100);
        bench.session = WriteSession.CLOSED;
        CycleReport early = bench.cycle();
        assertThat(early.findings()).extracting(Finding::message).anyMatch(m -> m.contains("session to open"));
        assertThat(bench.liveUnits(id, LegKind.SL)).isZero();

        bench.session = WriteSession.OPEN;
        CycleReport open = bench.cycle();

        assertThat(open.findings()).isEmpty();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
        assertThat(bench.order(id).of(LegKind.SL))
                .extracting(l -> l.state())
                .containsExactly(LegState.EXPIRED, LegState.SENT);
    }

    @Test
    void a_position_that_a_foreign_order_of_today_explains_is_not_frozen() {
        long id = carried(Side.BUY);
        nextMorning(100);
        bench.broker()
                .placeForeign("", CycleBench.RELIANCE, Side.BUY, Product.NRML, OrderTerms.limit(150, BigDecimal.TEN))
                .fill("1500.00");
        bench.cycles(2);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void while_an_order_rests_that_may_fill_between_two_reads_the_next_read_decides() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.broker()
                .placeForeign("", CycleBench.RELIANCE, Side.BUY, Product.NRML, OrderTerms.limit(10, BigDecimal.TEN));
        bench.cycle();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.FROZEN);
    }

    @Test
    void units_that_were_gone_in_the_morning_are_not_sold_while_a_fill_of_the_exit_settles() {
        long id = carried(Side.BUY);
        nextMorning(60);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
        bench.stop(id).fill(20, "1480.00");
        bench.cycleAfter(1);

        assertThat(bench.order(id).open()).isEqualTo(80);
        assertThat(bench.order(id).suspected()).isEqualTo(40);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(40);
        bench.cycles(2);
        assertThat(bench.order(id).externalExit()).isEqualTo(40);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(40);
    }

    @Test
    void a_read_of_the_morning_that_lacked_all_keeps_no_fill_of_the_day_without_its_stop() {
        long id = carried(Side.BUY);
        nextMorning(0);
        bench.cycle();
        assertThat(bench.order(id).suspected()).isEqualTo(100);
        hold(100);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);

        long today = bench.filled(entry(Side.BUY, Product.NRML, "today"), "1500.00");
        bench.cycleAfter(1);
        assertThat(bench.liveUnits(today, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).suspected()).isZero();
    }

    @Test
    void what_a_false_read_of_the_morning_lacked_is_not_doubted_for_what_exits_of_the_other_side_fill() {
        long bought = carried(Side.BUY);
        long sold = bench.filled(entry(Side.SELL, Product.NRML, "sold"), "1500.00");
        hold(0);
        bench.cycles(2);
        long more = bench.filled(entry(Side.BUY, Product.NRML, "more"), "1500.00");
        hold(100);
        bench.cycles(2);
        nextMorning(0);
        bench.cycle();
        assertThat(bench.order(more).suspected()).isEqualTo(100);

        bench.stop(sold).fill(20, "1520.00");
        hold(120);
        bench.cycleAfter(1);

        assertThat(bench.order(more).suspected()).isZero();
        assertThat(bench.liveUnits(more, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(bought, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void what_the_morning_lacked_stays_in_doubt_while_positions_do_not_show_what_an_entry_of_the_other_side_fills() {
        long id = carried(Side.BUY);
        nextMorning(60);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);

        long sold = bench.filled(entry(Side.SELL, Product.NRML, "today"), "1500.00");
        hold(60);
        bench.cycleAfter(1);

        assertThat(bench.order(sold).open()).isEqualTo(100);
        assertThat(bench.order(id).suspected()).isEqualTo(40);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
    }

    @Test
    void units_that_a_person_added_to_a_frozen_order_are_not_doubted_while_a_fill_settles() {
        long id = carried(Side.BUY);
        nextMorning(140);
        bench.cycle();
        settle(id, 140);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(140);

        bench.stop(id).fill(20, "1480.00");
        bench.cycleAfter(1);
        assertThat(bench.order(id).suspected()).isZero();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(120);
    }

    @Test
    void a_foreign_position_beside_ours_is_carried_without_a_word() {
        long id = bench.filled(entry(Side.BUY, Product.NRML, "k"), "1500.00");
        hold(180);
        bench.cycles(2);
        nextMorning(180);
        CycleReport report = bench.cycle();

        assertThat(report.findings()).isEmpty();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_entry_that_filled_after_the_last_read_of_its_day_is_frozen_and_taken_up() {
        long id = bench.submit(entry(Side.SELL, Product.NRML, "k"));
        bench.cycle();
        nextMorning(-100);
        bench.cycle();
        assertFrozen(id);
        settle(id, 100);
        bench.cycles(2);

        assertThat(bench.order(id).open()).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.stop(id).row().side()).isEqualTo(Side.BUY);
    }

    @Test
    void a_write_nobody_saw_the_end_of_is_ended_with_its_day_and_blocks_no_entry() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        long id = bench.submit(entry(Side.BUY, Product.NRML, "k"));
        nextMorning(0);
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(bench.memory.outcomes()).singleElement().satisfies(o -> {
            assertThat(o.outcome()).isEqualTo(Intent.Outcome.EXPIRED);
            assertThat(o.reason()).startsWith("expired with its day");
        });
        assertThat(bench.trySubmit(entry(Side.BUY, Product.NRML, "next"))).isInstanceOf(IntakeResult.Taken.class);
    }

    @Test
    void a_write_nobody_saw_the_end_of_freezes_its_order_if_the_position_is_not_the_expected_one() {
        long id = bench.filled(entry(Side.BUY, Product.NRML, "k"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        bench.cycle();
        assertThat(bench.order(id).isAnythingUnknown()).isTrue();
        nextMorning(60);
        bench.cycle();

        assertFrozen(id);
        settle(id, 60);
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
    }

    @Test
    void a_roll_that_cannot_be_stored_is_stored_by_the_next_cycle_and_no_stop_waits_for_it() {
        long id = carried(Side.BUY);
        nextMorning(100);
        bench.memory.faults().failAfter(StorePort.SNAPSHOTS, 2);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(compared()).isEmpty();
        bench.cycle();

        assertThat(compared()).containsOnlyKeys(new PnlKey(CycleBench.ACCOUNT, CycleBench.RELIANCE, Product.NRML));
    }

    private Map<PnlKey, Integer> compared() {
        LocalDate today = LocalDate.ofInstant(bench.time.instant(), CycleBench.INDIA);
        return bench.memory
                .stores()
                .snapshots()
                .dayStart(CycleBench.ACCOUNT, today)
                .foreign();
    }

    @Test
    void the_user_is_told_once_in_the_closing_cycle_what_will_be_delivered() {
        long id = bench.filled(entry(Side.BUY, Product.CNC, "k"), "1500.00");
        bench.cycle();
        CycleReport evening = bench.cycle(CycleScope.Kind.CLOSING);

        assertThat(evening.findings()).singleElement().satisfies(f -> {
            assertThat(f.orderId()).isEqualTo(id);
            assertThat(f.message()).contains("its 100 units").contains("over night");
        });
        assertThat(bench.cycle(CycleScope.Kind.CLOSING).findings()).isEmpty();
    }
}
