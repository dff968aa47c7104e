package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A trading day ends and the next one begins. */
class DayRollScenariosTest {
    private final CycleBench bench = new CycleBench("2026-11-23T14:00:00");

    private long bought(Product product) {
        return bench.filled(
                Entries.terms(
                        CycleBench.ACCOUNT,
                        CycleBench.RELIANCE,
                        Side.BUY,
                        100,
                        OrderType.LIMIT,
                        new BigDecimal("1480.00"),
                        new BigDecimal("1540.00"),
                        product,
                        "k"),
                "1500.00");
    }

    /** The next day: no read of the book lists yesterday's orders any more. */
    private FakeBroker nextMorning(Product product, int carried) {
        bench.time.advance(Duration.ofHours(19).plusMinutes(30));
        bench.broker().orders().stream().filter(o -> o.row().state().isLive()).forEach(FakeOrder::expire);
        bench.broker().orders().forEach(o -> o.hide(1_000));
        int had = bench.broker().net(CycleBench.RELIANCE, product);
        bench.broker()
                .hold(new Position(
                        CycleBench.RELIANCE,
                        product,
                        carried - had,
                        new BigDecimal("1500.00"),
                        null,
                        carried,
                        new BigDecimal("1500.00")));
        return bench.broker();
    }

    @Test
    void yesterdays_stops_expire_and_a_carried_position_gets_new_ones() {
        long id = bought(Product.NRML);
        bench.cycles(2);
        nextMorning(Product.NRML, 100);
        CycleReport report = bench.cycle();

        assertThat(report.findings()).isEmpty();
        assertThat(bench.order(id).of(LegKind.SL))
                .extracting(l -> l.state())
                .containsExactly(LegState.EXPIRED, LegState.SENT);
        assertThat(bench.order(id).of(LegKind.TP)).hasSize(2);
        assertThat(bench.order(id).open()).isEqualTo(100);
    }

    @Test
    void a_target_that_was_refused_on_one_day_is_placed_on_the_next() {
        long id = bought(Product.NRML);
        bench.broker()
                .answerEvery(
                        call -> call.kind() == Kind.PLACE && call.toString().contains("type=LIMIT"),
                        FakeReply.refused("RMS: no"));
        bench.cycles(3);
        assertThat(bench.order(id).flags()).containsExactly(Flag.TP_REFUSED);
        bench.broker().restore();
        nextMorning(Product.NRML, 100);
        bench.cycles(2);

        assertThat(bench.order(id).flags()).isEmpty();
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void a_smaller_carried_position_follows_the_shortfall_rule() {
        long id = bought(Product.NRML);
        bench.cycles(2);
        nextMorning(Product.NRML, 60);
        bench.cycle();
        assertThat(bench.order(id).suspected()).isEqualTo(40);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
        bench.cycle();

        assertThat(bench.order(id).open()).isEqualTo(60);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
    }

    @Test
    void a_delivered_position_is_closed_and_the_user_told() {
        long id = bought(Product.CNC);
        bench.cycles(2);
        nextMorning(Product.CNC, 0);
        bench.cycle();
        assertThat(bench.order(id).has(Flag.SHORTFALL))
                .as("one read proves nothing")
                .isTrue();
        assertThat(bench.broker().live()).isEmpty();
        CycleReport report = bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED_EXTERNALLY);
        assertThat(report.findings()).extracting(Finding::message).anyMatch(m -> m.contains("delivered"));
        assertThat(bench.cycle().findings()).isEmpty();
        assertThat(bench.broker().live()).isEmpty();
    }

    @Test
    void a_position_that_one_read_lacks_is_not_taken_for_delivered() {
        long id = bought(Product.CNC);
        bench.cycles(2);
        nextMorning(Product.CNC, 100);
        bench.cycles(2);
        hold(-100);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        hold(0);
        bench.cycles(2);

        assertThat(bench.order(id).open()).isEqualTo(100);
        assertThat(bench.order(id).flags()).isEmpty();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    /** Units of which no order tells, besides what the account holds. */
    private void hold(int units) {
        BigDecimal price = new BigDecimal("1500.00");
        bench.broker().hold(new Position(CycleBench.RELIANCE, Product.CNC, units, price, price, 0, null));
    }

    @Test
    void a_write_that_nobody_saw_the_end_of_yesterday_frees_its_leg_today() {
        long id = bought(Product.NRML);
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        bench.cycle();
        assertThat(bench.order(id).of(LegKind.SL).get(0).state()).isEqualTo(LegState.UNKNOWN);
        nextMorning(Product.NRML, 100);
        bench.cycle();

        assertThat(bench.order(id).of(LegKind.SL).get(0).state()).isEqualTo(LegState.EXPIRED);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void a_broker_order_id_that_is_given_again_the_next_day_is_not_taken_for_ours() {
        long id = bought(Product.NRML);
        bench.cycles(2);
        String idOfStop = bench.stop(id).brokerOrderId();
        nextMorning(Product.NRML, 100);
        bench.brokers.of(CycleBench.ACCOUNT);
        io.ordermonitor.order.LegOrder old = bench.order(id).of(LegKind.SL).get(0);
        assertThat(old.brokerOrderId()).isEqualTo(idOfStop);
        bench.cycle();

        assertThat(bench.order(id).of(LegKind.SL).get(0).state()).isEqualTo(LegState.EXPIRED);
    }
}
