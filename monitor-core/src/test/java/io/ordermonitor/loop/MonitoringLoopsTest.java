package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleScope.Kind;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MonitoringLoopsTest {
    private static final String MORNING = "2026-11-23T10:00:00";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Exactly the figures of the spec, on an ordinary Monday. */
    private static LoopBench bench(LoopSettings settings) {
        return new LoopBench(MORNING, TradingHours.nse(), settings);
    }

    private static LoopBench bench() {
        return bench(LoopSettings.standard());
    }

    @Test
    void aLoopSleepsFirstAndThenRunsEverySixtySeconds() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        long first = bench.loops.nextCycleInMs(1);
        assertThat(first).isBetween(54_000L, 60_000L);
        bench.advance(Duration.ofMillis(first - 1));
        assertThat(bench.ran).isEmpty();
        bench.advance(Duration.ofMillis(1));
        assertThat(bench.ran).hasSize(1);
        bench.advance(MINUTE.multipliedBy(5));
        assertThat(bench.gaps()).containsExactly(60L, 60L, 60L, 60L, 60L);
        assertThat(bench.told(Message.CycleCompleted.class)).hasSize(6).allMatch(m -> m.nextCycleInMs() == 60_000);
    }

    @Test
    void aCycleThatTakesTwentySecondsDoesNotMoveTheNextStart() throws Exception {
        LoopBench bench = bench();
        bench.takes = Duration.ofSeconds(20);
        bench.connect(1);
        bench.advance(MINUTE.multipliedBy(4));
        assertThat(bench.gaps()).containsOnly(60L);
        assertThat(bench.told(Message.CycleCompleted.class)).allMatch(m -> m.nextCycleInMs() == 40_000);
    }

    @Test
    void anOverrunIsNotStackedAndNeverOverlaps() throws Exception {
        LoopBench bench = bench();
        bench.takes = Duration.ofSeconds(95);
        bench.connect(1);
        bench.advance(MINUTE.multipliedBy(8));
        assertThat(bench.gaps()).containsOnly(95L);
    }

    @Test
    void reconnectingNeitherPostponesNorHastensTheNextCycle() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        long first = bench.loops.nextCycleInMs(1);
        for (int i = 0; i < 50; i++) {
            bench.disconnect(1);
            assertThat(bench.loops.isMonitored(1)).isFalse();
            bench.advance(Duration.ofSeconds(1));
            bench.connect(1);
            assertThat(bench.loops.nextCycleInMs(1)).isEqualTo(first - 1_000L * (i + 1));
        }
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(1);
    }

    @Test
    void aUserWhoReturnsAfterHisDueTimeHasACycleAtOnce() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        bench.disconnect(1);
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.ran).isEmpty();
        bench.connect(1);
        assertThat(bench.ran).hasSize(1);
    }

    @Test
    void firstCyclesOfManyUsersAreSpreadOverATenthOfTheInterval() throws Exception {
        LoopBench bench = bench();
        for (long user = 1; user <= 200; user++) {
            bench.connect(user);
        }
        bench.advance(MINUTE);
        List<Long> seconds = bench.ran.stream()
                .map(ran -> ran.at().getEpochSecond())
                .distinct()
                .toList();
        assertThat(bench.ran).hasSize(200);
        assertThat(seconds).hasSize(6);
    }

    @Test
    void twoConnectionsOfAUserHaveOneLoopAndTheLastOneEndsIt() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        bench.connect(1);
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(1);
        bench.disconnect(1);
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.ran).hasSize(1);
        assertThat(bench.leases).containsExactly("acquire 1", "release 1");
        assertThat(bench.events)
                .hasAtLeastOneElementOfType(MonitorEvent.LoopStarted.class)
                .hasAtLeastOneElementOfType(MonitorEvent.LoopEnded.class);
    }

    @Test
    void theLastDisconnectNeverInterruptsARunningCycle() throws Exception {
        LoopBench bench = bench();
        bench.takes = Duration.ofSeconds(30);
        bench.connect(1);
        bench.advance(MINUTE);
        bench.disconnect(1);
        assertThat(bench.loops.isMonitored(1)).isTrue();
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.told(Message.CycleCompleted.class)).hasSize(1);
        assertThat(bench.sawStopping).isFalse();
        assertThat(bench.loops.isMonitored(1)).isFalse();
        assertThat(bench.leases).containsExactly("acquire 1", "release 1");
    }

    @Test
    void withoutActiveAccountsCyclesAreSkippedAndTriedAgain() throws Exception {
        LoopBench bench = bench();
        bench.noAccounts = true;
        bench.connect(1);
        bench.advance(MINUTE.multipliedBy(2));
        assertThat(bench.told).isEmpty();
        bench.noAccounts = false;
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(1);
    }

    @Test
    void aThrowIsReportedAndTheNextCycleComes() throws Exception {
        LoopBench bench = bench();
        bench.throwing = true;
        bench.connect(1);
        bench.advance(MINUTE);
        assertThat(bench.told(Message.MonitoringErrors.class))
                .singleElement()
                .satisfies(m -> assertThat(m.findings())
                        .singleElement()
                        .extracting(Finding::code)
                        .isEqualTo(Code.STEP_FAILED));
        bench.throwing = false;
        bench.advance(MINUTE);
        assertThat(bench.gaps()).containsExactly(60L);
        assertThat(bench.told(Message.CycleCompleted.class)).hasSize(1);
    }

    @Test
    void errorsAreToldBeforeTheCycleIsSaidToBeComplete() throws Exception {
        LoopBench bench = bench();
        bench.findings = List.of(Finding.error(1, 7, 0, Code.BROKER_UNREACHABLE, "account 7 did not answer"));
        bench.connect(1);
        bench.advance(MINUTE);
        assertThat(bench.told)
                .extracting(told -> (Object) told.message().getClass())
                .containsExactly(Message.MonitoringErrors.class, Message.CycleCompleted.class);
    }

    @Test
    void aNudgeRunsACycleOfTheAccountsConcernedAndLeavesTheDueTime() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        long due = bench.loops.nextCycleInMs(1);
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.loops.nudge(1, Set.of(7L))).isTrue();
        bench.time.settle();
        assertThat(bench.cycles()).containsExactly("10:00:10 NUDGED");
        assertThat(bench.ran.get(0).accounts()).containsExactly(7L);
        assertThat(bench.loops.nextCycleInMs(1)).isEqualTo(due - 10_000);
        assertThat(bench.loops.nudge(2, Set.of(7L))).isFalse();
    }

    @Test
    void nudgesComeAtLeastFiveSecondsApartAndSixAMinute() throws Exception {
        LoopBench bench = bench(LoopSettings.standard().withInitialDelay(Duration.ofMinutes(10)));
        bench.connect(1);
        for (int i = 0; i < 110; i++) {
            bench.loops.nudge(1, Set.of(7L));
            bench.advance(Duration.ofSeconds(1));
        }
        assertThat(bench.gaps()).startsWith(5L, 5L, 5L, 5L, 5L, 35L, 5L);
    }

    @Test
    void aNudgeYieldsToAScheduledCycleThatIsDueWithinFiveSeconds() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        bench.advance(Duration.ofMillis(bench.loops.nextCycleInMs(1) - 5_000));
        bench.loops.nudge(1, Set.of(7L));
        bench.advance(Duration.ofSeconds(30));
        assertThat(bench.ran).hasSize(1);
        assertThat(bench.cycles().get(0)).doesNotContain("NUDGED");
    }

    @Test
    void aNudgeDuringACycleIsRememberedOnce() throws Exception {
        LoopBench bench = bench();
        bench.takes = Duration.ofSeconds(8);
        bench.connect(1);
        bench.advance(Duration.ofSeconds(60));
        bench.loops.nudge(1, Set.of(7L));
        bench.loops.nudge(1, Set.of(8L));
        bench.advance(Duration.ofSeconds(40));
        assertThat(bench.ran).hasSize(2);
        assertThat(bench.gaps()).containsExactly(8L);
        assertThat(bench.ran.get(1).accounts()).containsExactlyInAnyOrder(7L, 8L);
    }

    @Test
    void somethingUnsettledIsLookedAtAgainUntilTheScheduledCycleIsNearer() throws Exception {
        LoopBench bench = bench();
        bench.followUp = Set.of(9L);
        bench.connect(1);
        bench.advance(Duration.ofMillis(bench.loops.nextCycleInMs(1)));
        bench.advance(Duration.ofSeconds(59));
        assertThat(bench.gaps()).containsExactly(5L, 10L, 20L);
        assertThat(bench.ran.get(1).accounts()).containsExactly(9L);
        bench.followUp = Set.of();
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.gaps()).containsExactly(5L, 10L, 20L, 25L, 60L, 60L);
    }

    @Test
    void aLoopLingersAfterTheLastConnection() throws Exception {
        LoopBench bench = bench(LoopSettings.standard().withLinger(Duration.ofSeconds(90)));
        bench.connect(1);
        bench.disconnect(1);
        bench.advance(Duration.ofSeconds(89));
        assertThat(bench.loops.isMonitored(1)).isTrue();
        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.loops.isMonitored(1)).isFalse();
        assertThat(bench.ran).hasSize(1);
    }

    @Test
    void anExposedUserIsMonitoredOnUntilHeIsFlatIfTheSettingSaysSo() throws Exception {
        LoopBench bench = bench(LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED));
        bench.exposed.add(1L);
        bench.connect(1);
        bench.disconnect(1);
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.ran).hasSize(3);
        bench.exposed.clear();
        bench.advance(MINUTE);
        assertThat(bench.loops.isMonitored(1)).isFalse();
        assertThat(bench.alarms).isEmpty();
    }

    @Test
    void aLoopThatEndsWhileItsUserIsExposedRaisesAnAlarm() throws Exception {
        LoopBench bench = bench();
        bench.exposed.add(1L);
        bench.connect(1);
        bench.disconnect(1);
        assertThat(bench.alarms).containsExactly("1 nobody is connected");
    }

    @Test
    void anApplicationStartsAndStopsALoopWithoutAConnection() throws Exception {
        LoopBench bench = bench();
        bench.loops.start(1);
        bench.advance(Duration.ofSeconds(5));
        assertThat(bench.ran).hasSize(1);
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(2);
        bench.loops.stop(1);
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(2);
    }

    @Test
    void withoutTheLeaseNothingRunsUntilItIsFree() throws Exception {
        LoopBench bench = bench();
        bench.leaseFree = false;
        bench.connect(1);
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.ran).isEmpty();
        assertThat(bench.told).isEmpty();
        bench.leaseFree = true;
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(1);
    }

    @Test
    void aLostLeaseStopsTheLoopInTheMiddleOfACycleAndSaysSo() throws Exception {
        LoopBench bench = bench();
        bench.takes = Duration.ofSeconds(30);
        bench.exposed.add(1L);
        bench.connect(1);
        bench.advance(MINUTE);
        bench.loseLeases();
        bench.advance(MINUTE.multipliedBy(2));
        assertThat(bench.sawStopping).isTrue();
        assertThat(bench.ran).hasSize(1);
        assertThat(bench.told(Message.MonitoringStopped.class)).hasSize(1);
        assertThat(bench.alarms).containsExactly("1 lease lost");
        assertThat(bench.leases).doesNotContain("release 1");
    }

    @Test
    void aLoopWhoseLeaseStandsAgainGoesOnAtOnceAndLooksAtAllAccounts() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        bench.advance(MINUTE);
        bench.loseLeases();
        bench.advance(MINUTE);
        assertThat(bench.loops.isHeldUp(1)).isTrue();
        assertThat(bench.ran).hasSize(1);

        bench.advance(Duration.ofSeconds(7));
        bench.leaseFree = true;
        bench.loops.leaseBack();
        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.loops.isHeldUp(1)).isFalse();
        assertThat(bench.cycles()).hasSize(2);
        bench.advance(MINUTE);
        assertThat(bench.ran).hasSize(3);
    }

    @Test
    void aLeaseThatIsBackBeforeTheNextScheduledCycleBringsANudgedOne() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        bench.advance(MINUTE);
        bench.loseLeases();
        bench.loops.nudge(1, Set.of(4L));
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.loops.isHeldUp(1)).isTrue();
        assertThat(bench.ran).hasSize(1);

        bench.leaseFree = true;
        bench.loops.leaseBack();
        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.ran).hasSize(2);
        assertThat(bench.ran.get(1).kind()).isEqualTo(Kind.NUDGED);
        assertThat(bench.ran.get(1).accounts()).as("all").isEmpty();
    }

    @Test
    void aLeaseThatIsBackWhileATurnFindsItLostIsAskedForAgainAtOnce() throws Exception {
        LoopBench bench = bench();
        bench.connect(1);
        bench.advance(MINUTE);
        bench.loseLeases();
        bench.leaseFree = true;
        bench.onIsHeld = bench.loops::leaseBack;
        bench.advance(MINUTE);
        assertThat(bench.told(Message.MonitoringStopped.class)).hasSize(1);
        assertThat(bench.loops.isHeldUp(1)).isFalse();
        assertThat(bench.ran).hasSize(2);
    }

    @Test
    void shutdownTellsCyclesInFlightToStopAndLetsNoneBegin() throws Exception {
        LoopBench bench = bench();
        bench.takes = Duration.ofSeconds(10);
        bench.connect(1);
        bench.connect(2);
        bench.advance(Duration.ofMillis(Math.max(bench.loops.nextCycleInMs(1), bench.loops.nextCycleInMs(2))));
        bench.loops.close();
        bench.connect(3);
        bench.advance(MINUTE.multipliedBy(3));
        assertThat(bench.sawStopping).isTrue();
        assertThat(bench.ran).hasSize(2);
        assertThat(bench.loops.count()).isZero();
        assertThat(bench.leases).contains("release 1", "release 2").doesNotContain("acquire 3");
        assertThat(bench.workers.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void theDurationForClientsIsWallTimeWhereTheMarketClockIsFaster() throws Exception {
        LoopBench bench = bench(LoopSettings.standard().withSpeed(60));
        bench.connect(1);
        bench.advance(MINUTE);
        assertThat(bench.told(Message.CycleCompleted.class).get(0).nextCycleInMs())
                .isEqualTo(1_000);
    }

    @Test
    void aListenerThatThrowsChangesNothing() throws Exception {
        LoopBench bench = bench();
        LoopParts parts = new LoopParts(
                bench.time,
                bench.time,
                bench.workers,
                TradingHours.always(),
                LoopSettings.standard(),
                bench,
                bench,
                bench,
                event -> {
                    throw new IllegalStateException("planted");
                },
                ExposedEnd.NONE);
        MonitoringLoops loops = new MonitoringLoops(parts);
        bench.present.add(5L);
        loops.ensure(5);
        bench.advance(MINUTE.multipliedBy(2));
        assertThat(bench.ran).hasSize(2);
    }
}
