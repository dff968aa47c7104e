package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exits with which nothing comes to an end, and what a person is told of them. */
class StalledExitsTest {
    private final CycleBench bench = new CycleBench();
    private long id;

    @BeforeEach
    void protect() {
        id = bench.filled(Entries.buy("one"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
    }

    private List<Alarm> alarms() {
        return bench.memory.stores().alarms().standing(CycleBench.USER);
    }

    private void amend(String stop) {
        Amendment to = new Amendment(new BigDecimal(stop), new BigDecimal("1540.00"));
        bench.locked(() -> bench.execution.intake().amend(bench.desk(), id, to, Cause.asked("amend")));
    }

    private void assertToldFromTheThirdCycleOn(String what) {
        bench.cycles(3);
        assertThat(alarms()).isEmpty();
        bench.cycle();
        assertThat(alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(Code.UNKNOWN_OUTCOME);
            assertThat(alarm.orderId()).isEqualTo(id);
            assertThat(alarm.message()).contains(what, "for 180 s now");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SENT", "MODIFYING", "CANCELLING", "UNKNOWN"})
    void a_stop_of_which_the_exchange_does_not_say_how_a_write_ended(LegState state) {
        bench.stop(id).to(state);
        assertToldFromTheThirdCycleOn(
                "its stop-loss (broker order " + bench.stop(id).brokerOrderId() + ") is " + state);
        bench.stop(id).to(LegState.WORKING);
        bench.cycle();
        assertThat(alarms()).isEmpty();
    }

    @Test
    void an_exit_that_is_taken_each_time_and_never_shown() {
        bench.stop(id).freeze(10_000);
        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, Cause.asked("exit")));
        assertToldFromTheThirdCycleOn("was to leave at the market and rests as STOPLIMIT");
    }

    @Test
    void an_amended_stop_that_is_taken_each_time_and_never_shown() {
        bench.stop(id).freeze(10_000);
        amend("1490.00");
        assertToldFromTheThirdCycleOn("should be STOPLIMIT 100, trigger 1490");
    }

    @Test
    void who_amends_a_stop_each_minute_is_not_alarmed() {
        for (int minute = 0; minute < 10; minute++) {
            amend(1480 + minute + ".00");
            bench.cycle();
            assertThat(alarms()).isEmpty();
        }
    }

    @Test
    void nor_who_has_his_entry_filled_bit_by_bit() {
        long slow = bench.submit(Entries.buy("two"));
        for (int minute = 0; minute < 10; minute++) {
            bench.entry(slow).fill(10, "1500.00");
            bench.cycle();
            assertThat(alarms()).isEmpty();
        }
    }

    @Test
    void a_stop_on_nothing_whose_cancellation_is_refused_each_time() {
        bench.broker().answerEvery(call -> call.kind() == Kind.CANCEL, FakeReply.refused("frozen"));
        bench.target(id).fill("1540.00");
        assertToldFromTheThirdCycleOn("rests though nothing is open for it");
        bench.broker().restore();
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isZero();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void a_stop_on_nothing_whose_cancellation_has_no_effect() {
        bench.stop(id).freeze(10_000);
        bench.target(id).fill("1540.00");
        assertToldFromTheThirdCycleOn("rests though nothing is open for it");
    }
}
