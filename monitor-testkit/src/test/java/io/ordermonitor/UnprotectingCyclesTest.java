package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.Pnl;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.cycle.UpdateOrders;
import io.ordermonitor.cycle.Updated;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cycles that read the broker and yet give no stop-loss to what has filled, again and again. */
class UnprotectingCyclesTest {
    private final FakeDay day = new FakeDay(KeepMonitoring.WHILE_EXPOSED, this::troubled);
    private volatile Trouble trouble = Trouble.NONE;

    /** What goes wrong in each cycle, and what is said of it. */
    private enum Trouble {
        NONE(""),
        FETCH("step 1 (fetch broker data) failed: as scripted"),
        SLOW_FETCH("step 2 (PnL) was left out: past the cycle's deadline"),
        PNL("step 2 (PnL) failed: as scripted"),
        LAY("step 3 (update orders) failed: as scripted"),
        UPDATE("step 3 (update orders) failed: as scripted"),
        EXITS("step 4 (place SL/TP) failed: as scripted");

        private final String said;

        Trouble(String said) {
            this.said = said;
        }
    }

    @AfterEach
    void stop() {
        day.close();
    }

    private Steps troubled(Steps steps) {
        return new Steps(
                scope -> {
                    fail(Trouble.FETCH);
                    BrokerData data = steps.fetch().fetch(scope);
                    dawdle();
                    return data;
                },
                (scope, data) -> {
                    fail(Trouble.PNL);
                    return steps.pnl().calculate(scope, data);
                },
                troubled(steps.update()),
                (scope, laid, updated) -> {
                    fail(Trouble.EXITS);
                    return steps.exits().place(scope, laid, updated);
                },
                steps.entries(),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report());
    }

    private UpdateOrders troubled(UpdateOrders step) {
        return new UpdateOrders() {
            @Override
            public Laid lay(CycleScope scope, BrokerData data) {
                fail(Trouble.LAY);
                return step.lay(scope, data);
            }

            @Override
            public Updated update(CycleScope scope, Laid laid, Pnl pnl) throws InterruptedException {
                fail(Trouble.UPDATE);
                return step.update(scope, laid, pnl);
            }
        };
    }

    private void fail(Trouble of) {
        if (trouble == of) {
            throw new IllegalArgumentException("as scripted");
        }
    }

    private void dawdle() throws InterruptedException {
        if (trouble == Trouble.SLOW_FETCH) {
            try {
                day.time.schedule(() -> {}, 50, TimeUnit.SECONDS).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<Alarm> announced() {
        return day.events.stream()
                .filter(e -> e instanceof MonitorEvent.AlarmChanged)
                .map(e -> ((MonitorEvent.AlarmChanged) e).alarm())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void are_an_alarm_from_the_third_in_a_row_on_that_the_next_whole_one_ends(Trouble each) {
        day.submit("k");
        day.time.advance(Duration.ofSeconds(70));
        trouble = each;
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofMinutes(5));

        assertThat(day.broker().live()).as("no stop").isEmpty();
        assertThat(announced()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(Code.STEP_FAILED);
            assertThat(alarm.message()).contains(each.said);
        });
        trouble = Trouble.NONE;
        day.time.advance(Duration.ofMinutes(3));
        assertThat(day.broker().live()).as("stop and target").hasSize(2);
        assertThat(announced()).hasSize(2).last().matches(alarm -> alarm.cleared() != null);
    }

    @Test
    void are_none_as_long_as_stops_are_placed() {
        day.submit("k");
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofMinutes(10));

        assertThat(announced()).isEmpty();
    }
}
