package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What was carried does not agree with the evening before: the order is frozen until a person settles it. */
class SettlingScenariosTest extends CarriedOvernight {
    private static final LocalDate TOMORROW = LocalDate.parse("2026-11-24");

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
        assertThat(bench.desk().dirty()).isEmpty();
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
    void what_somebody_closed_before_an_order_froze_counts_when_it_is_settled() {
        long id = carried(Side.BUY);
        bench.broker()
                .placeForeign("", CycleBench.RELIANCE, Side.SELL, Product.NRML, OrderTerms.limit(30, BigDecimal.TEN))
                .fill("1500.00");
        bench.cycles(3);
        assertThat(bench.order(id).open()).isEqualTo(70);
        nextMorning(250);
        bench.cycle();
        assertFrozen(id);

        settle(id, 60);
        assertThat(bench.order(id).open()).isEqualTo(60);
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(60);
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
    void an_order_settled_before_it_was_stored_what_was_carried_is_not_frozen_again_by_the_next_process() {
        long id = carried(Side.BUY);
        nextMorning(250);
        // step 1 stores what was read, laying reads how the day began, and what was compared is not stored
        bench.memory.faults().failAfter(StorePort.SNAPSHOTS, 2);
        bench.cycle();
        assertFrozen(id);
        assertThat(bench.memory
                        .stores()
                        .snapshots()
                        .dayStart(CycleBench.ACCOUNT, TOMORROW)
                        .foreign())
                .isEmpty();

        assertThat(settle(id, 100)).isInstanceOf(IntakeResult.Taken.class);
        bench.restart();
        bench.cycleAfter(1);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
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
        long request = request(id);
        bench.cycle();

        assertThat(bench.memory.answer(request)).contains(new InMemoryStores.Answer(OrderRequest.Status.DONE, "", id));
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    /** Settles with a hundred units. */
    private long request(long id) {
        return bench.memory.insertRequest(new OrderRequest(
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
    }

    @Test
    void units_that_another_order_holds_are_not_settled_for() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        bench.filled(entry(Side.BUY, Product.NRML, "new"), "1500.00");
        bench.cycles(2);

        assertThat(refusal(id, 350))
                .contains("held 350", "its other orders there hold 100; say a number from 0 to 250");
        settle(id, 250);
        bench.cycles(2);
        assertThat(stops()).isEqualTo(350);
    }

    @Test
    void units_that_another_order_sold_are_there_to_be_settled_for() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        bench.filled(entry(Side.SELL, Product.NRML, "new"), "1500.00");
        bench.cycles(2);

        assertThat(refusal(id, 251)).contains("held 150", "hold -100; say a number from 0 to 250");
        assertThat(settle(id, 250)).isInstanceOf(IntakeResult.Taken.class);
    }

    @Test
    void the_same_units_are_not_settled_for_twice() {
        long one = bench.filled(entry(Side.BUY, Product.NRML, "one"), "1500.00");
        long two = bench.filled(entry(Side.BUY, Product.NRML, "two"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        nextMorning(450);
        bench.cycle();
        assertFrozen(one);
        assertFrozen(two);

        assertThat(settle(one, 300)).isInstanceOf(IntakeResult.Taken.class);
        assertThat(refusal(two, 450)).contains("its other orders there hold 300; say a number from 0 to 150");
        settle(two, 150);
        bench.cycles(2);
        assertThat(stops()).isEqualTo(450);
    }

    private int stops() {
        return bench.broker().live().stream()
                .filter(row -> row.type().isStop())
                .mapToInt(BrokerOrder::remaining)
                .sum();
    }

    @Test
    void a_settling_that_was_stored_unseen_is_protected_by_the_next_cycle() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        bench.memory.faults().loseReplyOfNext(StorePort.ORDERS);
        assertThatThrownBy(() -> settle(id, 100)).isInstanceOf(StoreException.class);
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.OPEN);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_order_that_cannot_be_stored_as_settled_stays_frozen_and_nothing_is_sent_for_it() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        bench.memory.faults().refuseOrder(id, "check violated");
        long row = request(id);
        bench.cycle();
        assertThat(bench.memory.answer(row))
                .contains(new InMemoryStores.Answer(
                        OrderRequest.Status.REFUSED,
                        "order " + id + " could not be stored and stays FROZEN: check violated",
                        id));
        bench.memory.faults().restore();
        bench.cycles(2);

        assertFrozen(id);
    }

    @Test
    void a_settling_that_was_done_is_answered_as_done_though_its_first_answer_was_lost() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        long row = request(id);
        bench.memory.faults().failNext(StorePort.REQUESTS);
        bench.cycles(2);

        assertThat(bench.memory.answer(row)).contains(new InMemoryStores.Answer(OrderRequest.Status.DONE, "", id));
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void what_a_user_asks_of_a_frozen_order_waits_until_it_is_settled() {
        long id = carried(Side.BUY);
        nextMorning(250);
        bench.cycle();
        int writes = bench.broker().writes().size();
        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, Cause.asked("exit")));
        bench.cycles(2);
        assertThat(bench.broker().writes()).hasSize(writes);
        settle(id, 100);
        bench.cycles(2);

        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
    }
}
