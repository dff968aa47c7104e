package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The next morning: what was carried is compared with the evening before, and a person settles what does not agree. */
class SettlingScenariosTest {
    private final CycleBench bench = new CycleBench("2026-11-23T15:00:00");

    private static NewManagedOrder entry(Side side, Product product, String key) {
        BigDecimal sign = BigDecimal.valueOf(side.sign());
        return Entries.terms(
                CycleBench.ACCOUNT,
                CycleBench.RELIANCE,
                side,
                100,
                OrderType.LIMIT,
                new BigDecimal("1500.00").subtract(sign.multiply(new BigDecimal("20.00"))),
                new BigDecimal("1500.00").add(sign.multiply(new BigDecimal("40.00"))),
                product,
                key);
    }

    /** A protected position in the evening. */
    private long carried(Side side) {
        long id = bench.filled(entry(side, Product.NRML, "k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        return id;
    }

    /** Nine fifteen on the next day: the book is empty, and the account holds so many units. */
    private void nextMorning(int net) {
        bench.time.advance(Duration.ofHours(18).plusMinutes(13));
        bench.broker().orders().stream().filter(o -> o.row().state().isLive()).forEach(FakeOrder::expire);
        bench.broker().orders().forEach(o -> o.hide(1_000));
        hold(net);
    }

    private void hold(int net) {
        Position none = new Position(CycleBench.RELIANCE, Product.NRML, 0, BigDecimal.ZERO, null, 0, null);
        bench.broker().hold(none);
        int had = bench.broker().net(CycleBench.RELIANCE, Product.NRML);
        BigDecimal price = new BigDecimal("1500.00");
        bench.broker().hold(new Position(CycleBench.RELIANCE, Product.NRML, net - had, price, null, net, price));
    }

    private IntakeResult settle(long id, int open) {
        return bench.locked(() -> bench.execution.settling().settle(bench.desk(), id, open));
    }

    private String refusal(long id, int open) {
        return ((IntakeResult.Refused) settle(id, open)).reason();
    }

    private List<Finding> frozen(CycleReport report) {
        return report.findings().stream().filter(f -> f.code() == Code.FROZEN).toList();
    }

    private void assertFrozen(long id) {
        assertThat(bench.order(id).state()).isEqualTo(OrderState.FROZEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isZero();
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER))
                .anyMatch(a -> a.code() == Code.FROZEN && a.orderId() == id);
    }

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
    void a_larger_position_freezes_the_order_until_it_is_settled() {
        long id = carried(Side.BUY);
        nextMorning(250);
        CycleReport report = bench.cycle();

        assertFrozen(id);
        assertThat(frozen(report))
                .singleElement()
                .satisfies(f -> assertThat(f.message())
                        .contains("100 was expected as on 2026-11-23 and 250 were carried")
                        .contains("settle --order " + id + " --open N"));
        bench.cycles(11);
        assertFrozen(id);
        assertThat(bench.broker().live()).isEmpty();

        assertThat(settle(id, 100)).isInstanceOf(IntakeResult.Taken.class);
        bench.cycles(3);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void settling_may_take_units_up() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        settle(id, 250);
        bench.cycles(3);

        assertThat(bench.order(id).open()).isEqualTo(250);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(250);
        bench.stop(id).fill("1480.00");
        bench.cycles(2);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.order(id).realised()).isEqualByComparingTo("-2000.00");
    }

    @Test
    void units_given_away_by_settling_are_not_taken_back() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        settle(id, 60);
        bench.cycles(4);
        assertThat(bench.order(id).open()).isEqualTo(60);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);

        bench.restart();
        bench.cycles(3);
        assertThat(bench.order(id).open()).isEqualTo(60);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
    }

    @Test
    void an_order_settled_with_nothing_is_closed_externally_and_stays_so() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        settle(id, 0);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED_EXTERNALLY);
        bench.cycles(3);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED_EXTERNALLY);
        assertThat(bench.broker().live()).isEmpty();
    }

    @Test
    void a_position_of_the_other_sign_freezes_and_does_not_take_the_stop_of_another_order() {
        long id = carried(Side.BUY);
        nextMorning(-40);
        bench.cycle();
        assertFrozen(id);
        long other = bench.filled(entry(Side.BUY, Product.NRML, "new"), "1500.00");
        bench.cycles(4);

        assertFrozen(id);
        assertThat(bench.order(other).open()).isEqualTo(100);
        assertThat(bench.liveUnits(other, LegKind.SL)).isEqualTo(100);
        assertThat(refusal(id, 100)).contains("held 60");
        assertThat(settle(id, 0)).isInstanceOf(IntakeResult.Taken.class);
    }

    @Test
    void units_of_another_order_that_someone_closes_beside_a_frozen_one_are_missed() {
        long id = carried(Side.BUY);
        nextMorning(-40);
        bench.cycle();
        long other = bench.filled(entry(Side.BUY, Product.NRML, "new"), "1500.00");
        bench.cycles(2);
        bench.broker()
                .placeForeign("", CycleBench.RELIANCE, Side.SELL, Product.NRML, OrderTerms.limit(70, BigDecimal.TEN))
                .fill("1500.00");
        bench.cycles(4);

        assertThat(bench.order(other).open()).isEqualTo(30);
        assertThat(bench.liveUnits(other, LegKind.SL)).isEqualTo(30);
        assertFrozen(id);
    }

    @Test
    void a_price_off_by_more_than_a_fifth_freezes_before_a_stop_can_be_taken_for_breached() {
        long id = carried(Side.BUY);
        nextMorning(100);
        bench.broker().price(CycleBench.RELIANCE, "750.00");
        int writes = bench.broker().writes().size();
        CycleReport report = bench.cycle();

        assertFrozen(id);
        assertThat(frozen(report))
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("1500.00 on 2026-11-23 and is 750.00 (a split?)"));
        assertThat(bench.broker().writes()).hasSize(writes);
    }

    @Test
    void an_order_stays_frozen_over_a_restart_and_a_settled_one_is_not_frozen_again() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        bench.restart();
        bench.cycles(2);
        assertFrozen(id);

        settle(id, 100);
        bench.restart();
        bench.cycles(2);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_order_stays_frozen_on_the_next_day() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        bench.time.advance(Duration.ofDays(1));
        bench.cycles(2);

        assertFrozen(id);
        settle(id, 100);
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
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
    void settling_is_refused_for_an_order_that_is_not_frozen_and_for_units_that_are_not_there() {
        long id = carried(Side.BUY);
        assertThat(refusal(id, 100)).isEqualTo("order " + id + " is OPEN, not FROZEN: there is nothing to settle");
        assertThat(refusal(9_999, 1)).contains("has no managed order 9999");
        nextMorning(250);
        bench.cycle();

        assertThat(refusal(id, 251)).contains("cannot be settled with 251").contains("from 0 to 250");
        assertThat(refusal(id, -1)).contains("cannot be settled with -1");
        assertFrozen(id);
    }

    @Test
    void a_request_settles_too() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        long request = bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                OrderRequest.Kind.SETTLE,
                null,
                id,
                null,
                null,
                null,
                100,
                null,
                bench.time.instant()));
        bench.cycle();

        assertThat(bench.memory.answer(request)).contains(new InMemoryStores.Answer(OrderRequest.Status.DONE, "", id));
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void what_a_user_asks_of_a_frozen_order_waits_until_it_is_settled() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        int writes = bench.broker().writes().size();
        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id));
        bench.cycles(2);
        assertThat(bench.broker().writes()).hasSize(writes);
        settle(id, 100);
        bench.cycles(2);

        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
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
