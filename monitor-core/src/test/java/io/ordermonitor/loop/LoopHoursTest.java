package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.message.Message;
import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops by the hours of the day: mornings, closes, holidays, days that nobody knows. */
@Timeout(60)
class LoopHoursTest {
    private static final String MORNING = "2026-11-23T10:00:00";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void exposedUsersAreStartedAtOnceAndAtEveryTradingDaysCycleFrom() throws Exception {
        TradingHours hours = TradingHours.nse().withCycleFrom(LocalTime.of(9, 15));
        LoopSettings settings = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        LoopBench bench = new LoopBench("2026-11-23T20:00:00", hours, settings);
        bench.exposed.add(1L);
        bench.loops.keepExposed(() -> List.copyOf(bench.exposed));
        bench.advance(Duration.ofSeconds(6));
        assertThat(bench.cycles()).singleElement().asString().endsWith("CLOSING");
        // Tuesday is a holiday.
        bench.advanceTo("2026-11-25T09:15:00");
        assertThat(bench.ran).hasSize(1);
        bench.exposed.add(2L);
        bench.advanceTo("2026-11-25T09:15:07");
        assertThat(bench.ran).hasSize(2);
        bench.advanceTo("2026-11-26T09:15:07");
        assertThat(bench.ran).anyMatch(ran -> ran.userId() == 2);
    }

    @Test
    void whoIsExposedIsAskedAgainSoonIfItCouldNotBeRead() throws Exception {
        LoopSettings settings = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        LoopBench bench = new LoopBench("2026-11-23T10:00:00", TradingHours.nse(), settings);
        AtomicInteger asked = new AtomicInteger();
        bench.loops.keepExposed(() -> {
            if (asked.incrementAndGet() < 3) {
                throw new StoreException("scripted");
            }
            return List.of(1L);
        });
        bench.exposed.add(1L);
        bench.advance(Duration.ofSeconds(9));
        assertThat(bench.ran).isEmpty();
        bench.advance(Duration.ofSeconds(7));
        assertThat(bench.ran).isNotEmpty();
        assertThat(asked).hasValue(3);
    }

    @Test
    void afterTheLastSessionOneClosingCycleRunsAndTheLoopSleepsToTheNextTradingDay() throws Exception {
        LoopBench bench = new LoopBench("2026-11-23T15:35:00", TradingHours.nse(), LoopSettings.standard());
        bench.connect(1);
        bench.advanceTo("2026-11-23T23:00:00");
        assertThat(bench.cycles()).hasSize(6);
        assertThat(bench.cycles().get(5)).startsWith("15:40").endsWith("CLOSING");
        List<Message.CycleCompleted> completed = bench.told(Message.CycleCompleted.class);
        Instant next = Instant.parse("2026-11-25T03:56:00Z");
        assertThat(completed.get(5).nextCycleInMs())
                .isBetween(
                        Duration.between(completed.get(5).timestamp(), next).toMillis(),
                        Duration.between(completed.get(5).timestamp(), next.plusSeconds(6))
                                .toMillis());
        bench.advanceTo("2026-11-25T09:25:59");
        assertThat(bench.ran).hasSize(6);
        bench.advanceTo("2026-11-25T09:26:06");
        assertThat(bench.ran).hasSize(7);
        assertThat(bench.dismissed).isEmpty();
    }

    @Test
    void onAHolidayALoopSleepsToTheNextTradingDay() throws Exception {
        LoopBench bench = new LoopBench("2026-11-24T10:00:00", TradingHours.nse(), LoopSettings.standard());
        bench.connect(1);
        bench.advance(Duration.ofHours(10));
        assertThat(bench.ran).isEmpty();
        assertThat(bench.loops.nextCycleInMs(1))
                .isGreaterThan(Duration.ofHours(13).toMillis());
        bench.advanceTo("2026-11-25T09:26:06");
        assertThat(bench.ran).hasSize(1);
    }

    @Test
    void aLoopThatWakesOutsideConnectionHoursSaysSoClosesAndEnds() throws Exception {
        TradingHours hours = new TradingHours(
                LoopBench.INDIA,
                LocalTime.of(9, 26),
                null,
                LocalTime.of(10, 2),
                TradingCalendar.nse(),
                WriteRules.standard());
        LoopBench bench = new LoopBench(MORNING, hours, LoopSettings.standard());
        bench.connect(1);
        bench.advance(MINUTE.multipliedBy(4));
        assertThat(bench.ran).hasSize(2);
        Message.MonitoringStopped stopped =
                bench.told(Message.MonitoringStopped.class).get(0);
        assertThat(stopped.retryAt()).isEqualTo(Instant.parse("2026-11-24T03:56:00Z"));
        assertThat(stopped.retryAfterMs())
                .isEqualTo(Duration.between(stopped.timestamp(), Instant.parse("2026-11-24T03:56:00Z"))
                        .toMillis());
        assertThat(bench.dismissed).containsExactly(4423);
        assertThat(bench.loops.isMonitored(1)).isFalse();
    }

    @Test
    void anExposedUserIsMonitoredOutsideConnectionHoursToo() throws Exception {
        TradingHours hours = TradingHours.nse().withCycleFrom(LocalTime.of(9, 15));
        LoopSettings settings = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        LoopBench bench = new LoopBench("2026-11-23T09:16:00", hours, settings);
        bench.exposed.add(1L);
        bench.loops.startExposed(1);
        bench.advance(MINUTE.multipliedBy(4));
        assertThat(bench.ran).hasSize(4);
        assertThat(bench.told(Message.MonitoringStopped.class)).isEmpty();
    }

    @Test
    void anUnknownDayIsReadAndReportedOnce() throws Exception {
        LoopBench bench = new LoopBench("2027-01-04T10:00:00", TradingHours.nse(), LoopSettings.standard());
        bench.connect(1);
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.ran).hasSize(3);
        assertThat(bench.told(Message.MonitoringErrors.class))
                .singleElement()
                .satisfies(m -> assertThat(m.findings().get(0).message()).contains("2027-01-04"));
    }
}
