package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.StorePort;
import org.junit.jupiter.api.Test;

/** Accounts that run {@code exits: single}: one resting exit, which is stop and target by turns. */
class SingleExitScenariosTest {
    private final CycleBench bench = new CycleBench();

    private long protectedOrder() {
        bench.account(CycleBench.ACCOUNT, Account.Mode.ARMED, Account.ExitMode.SINGLE);
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        return id;
    }

    private FakeOrder at(long id, String last) {
        bench.broker().price(CycleBench.RELIANCE, last);
        bench.cycle();
        return bench.stop(id);
    }

    @Test
    void only_the_stop_rests_and_it_becomes_the_target_when_the_market_is_there() {
        long id = protectedOrder();
        assertThat(bench.order(id).of(LegKind.TP)).isEmpty();
        assertThat(at(id, "1539.95").row().type()).isEqualTo(OrderType.STOPLIMIT);

        FakeOrder exit = at(id, "1540.00");
        assertThat(exit.row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(exit.row().limitPrice()).isEqualByComparingTo("1540.00");
        exit.fill("1540.00");
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(bench.broker().orders()).hasSize(2);
    }

    @Test
    void it_is_a_stop_again_when_the_next_read_shows_it_unfilled_below_and_turns_twice_a_day() {
        long id = protectedOrder();
        for (int turn = 0; turn < 2; turn++) {
            assertThat(at(id, "1541.00").row().type()).isEqualTo(OrderType.LIMIT);
            assertThat(at(id, "1541.00").row().type()).as("still there").isEqualTo(OrderType.LIMIT);
            FakeOrder back = at(id, "1538.00");
            assertThat(back.row().type()).isEqualTo(OrderType.STOPLIMIT);
            assertThat(back.row().triggerPrice()).isEqualByComparingTo("1480.00");
        }
        assertThat(at(id, "1541.00").row().type()).isEqualTo(OrderType.STOPLIMIT);
    }

    @Test
    void its_turns_of_the_day_outlive_the_process() {
        long id = protectedOrder();
        for (int turn = 0; turn < 2; turn++) {
            assertThat(at(id, "1541.00").row().type()).isEqualTo(OrderType.LIMIT);
            assertThat(at(id, "1538.00").row().type()).isEqualTo(OrderType.STOPLIMIT);
            bench.restart();
        }
        assertThat(at(id, "1541.00").row().type()).isEqualTo(OrderType.STOPLIMIT);
    }

    @Test
    void it_stays_a_stop_while_its_turns_of_the_day_cannot_be_read() {
        long id = protectedOrder();
        bench.memory.faults().outage(StorePort.AUDIT);
        assertThat(at(id, "1541.00").row().type()).isEqualTo(OrderType.STOPLIMIT);
        bench.memory.faults().restore();
        assertThat(at(id, "1541.00").row().type()).isEqualTo(OrderType.LIMIT);
    }

    @Test
    void a_market_that_falls_through_the_stop_while_the_target_rests_is_left_at_once() {
        long id = protectedOrder();
        at(id, "1540.00");
        FakeOrder exit = at(id, "1475.00");

        assertThat(exit.row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(exit.row().limitPrice()).isEqualByComparingTo("1445.50");
    }

    @Test
    void targets_that_rest_from_before_are_cancelled() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
        bench.account(CycleBench.ACCOUNT, Account.Mode.ARMED, Account.ExitMode.SINGLE);
        bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.TP)).isZero();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }
}
