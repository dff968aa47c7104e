package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stops that the broker does not let us change, or that we take away ourselves. */
class StopTroubleTest {
    private final CycleBench bench = new CycleBench();

    @Test
    void whatAStopMayNotGrowByIsProtectedByAnotherSlice() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).fill(40, "1500.00");
        bench.cycles(2);
        String stop = bench.stop(id).tag();
        bench.broker()
                .answerEvery(
                        call -> call.kind() == Kind.MODIFY && call.toString().contains(stop),
                        FakeReply.refused("RMS: modification not allowed"));
        bench.entry(id).fill(60, "1500.00");
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).live(LegKind.SL)).hasSize(2);
    }

    @Test
    void whatASliceMayHaveGrownByWithoutAnAnswerIsNotAskedOfAnother() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).fill(40, "1500.00");
        bench.cycles(2);
        bench.broker().answerNext(Kind.MODIFY, FakeReply.refused("RMS: modification not allowed"));
        bench.entry(id).fill(20, "1500.00");
        bench.cycles(2);
        bench.locked(() -> bench.execution
                .intake()
                .amend(
                        bench.desk(),
                        id,
                        new Amendment(new BigDecimal("1490.00"), new BigDecimal("1540.00")),
                        Cause.asked("amend")));
        bench.cycles(2);
        assertThat(bench.order(id).live(LegKind.SL)).hasSize(2).noneMatch(LegOrder::refusesToChange);
        bench.broker().answerNext(Kind.MODIFY, FakeReply.unknownButDone());
        bench.entry(id).fill(40, "1500.00");
        bench.broker().order(bench.order(id).live(LegKind.SL).get(0).tag()).freeze(2);
        for (int i = 0; i < 6; i++) {
            bench.cycleAfter(5);
            assertThat(bench.liveUnits(id, LegKind.SL)).isBetween(60, 100);
        }
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void aStopThatWeRenewWhileTheBrokerSquaresOffIsPlacedAnewAtOnce() {
        cap(3);
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.session = WriteSession.SQUARING_OFF;
        bench.broker().price(CycleBench.RELIANCE, "1475.00");
        for (String fair : new String[] {"1479.00", "1478.00", "1477.00", "1477.00"}) {
            bench.fair(null, fair);
            bench.cycle();
        }
        assertThat(bench.order(id).of(LegKind.SL))
                .anyMatch(leg -> leg.state() == LegState.CANCELLED && !leg.isTakenAway());
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void anAlarmAboutStopsThatAreRejectedAfterTheyWereQueuedStandsUntilOneLives() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        int told = 0;
        for (int minute = 1; minute <= 30; minute++) {
            List<Finding> findings = bench.cycle().findings();
            assertThat(findings).noneMatch(finding -> finding.message().startsWith("Over"));
            told += (int) findings.stream().filter(Finding::alarm).count();
            if (bench.stop(id).row().state().isLive()) {
                bench.stop(id).reject("RMS: margin");
            }
        }
        assertThat(told).as("raised, and a reminder every ten minutes").isBetween(2, 3);
        bench.cycles(12);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void anExitThatIsAskedForUsesTheModificationsThatAreKeptBack() {
        cap(2);
        assertThat(stopsAfterExitNow()).isEqualTo(1);
    }

    @Test
    void anExitThatIsAskedForBeyondTheCapIsPlacedAnew() {
        cap(0);
        assertThat(stopsAfterExitNow()).isEqualTo(2);
    }

    @Test
    void aStopThatIsAmendedBeyondTheMarketBecomesTheExit() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().price(CycleBench.RELIANCE, "1495.00");
        bench.locked(() -> bench.execution
                .intake()
                .amend(
                        bench.desk(),
                        id,
                        new Amendment(new BigDecimal("1498.00"), new BigDecimal("1540.00")),
                        Cause.asked("amend")));
        bench.cycles(2);
        assertThat(bench.order(id).live(LegKind.SL))
                .singleElement()
                .satisfies(leg -> assertThat(leg.type().isStop()).isFalse());
    }

    @Test
    void aStopThatTheBrokerDoesNotLetUsAmendIsAnAlarmUntilItDoes() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().answerEvery(call -> call.kind() == Kind.MODIFY, FakeReply.refused("RMS: not allowed"));
        bench.locked(() -> bench.execution
                .intake()
                .amend(
                        bench.desk(),
                        id,
                        new Amendment(new BigDecimal("1490.00"), new BigDecimal("1540.00")),
                        Cause.asked("amend")));
        assertThat(bench.cycle().findings())
                .as("it may just have been filling")
                .singleElement()
                .satisfies(told -> assertThat(told.alarm()).isFalse());
        assertThat(bench.cycle().findings()).singleElement().satisfies(told -> {
            assertThat(told.alarm()).isTrue();
            assertThat(told.code()).isEqualTo(Code.ORDER_REFUSED);
            assertThat(told.message())
                    .contains("modify of the stop-loss (sl.amend) was refused: RMS: not allowed")
                    .contains("It rests as it was (STOPLIMIT 100, trigger 1480.00, limit 1472.60)")
                    .contains("Wanted: STOPLIMIT 100, trigger 1490.00");
        });
        assertThat(bench.cycle().findings()).as("told every ten minutes").isEmpty();
        assertThat(bench.report.standing(CycleBench.USER)).hasSize(1);
        bench.cycles(7);
        assertThat(bench.cycleAfter(120).findings()).as("a reminder").hasSize(1);

        bench.broker().restore();
        bench.cycle();
        assertThat(bench.stop(id).row().triggerPrice()).isEqualByComparingTo("1490.00");
        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void modificationsThatTheBookShowsCountTowardsTheCap() {
        cap(4);
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().answerEvery(call -> call.kind() == Kind.MODIFY, FakeReply.unknownButDone());
        bench.broker().price(CycleBench.RELIANCE, "1481.00");
        for (String fair : new String[] {"1479.00", "1478.00", "1477.00", "1476.00", "1475.00", "1474.00"}) {
            bench.fair(null, fair);
            bench.cycle();
        }
        assertThat(bench.order(id).of(LegKind.SL))
                .anyMatch(leg -> leg.state() == LegState.CANCELLED && !leg.isTakenAway());
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void anAlarmAboutAStopStandsWhileThePauseKeepsItFromBeingTriedAgainOrNoAnswerComes() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().answerEvery(call -> call.kind() == Kind.MODIFY, FakeReply.refused("RMS: not allowed"));
        bench.locked(() -> bench.execution
                .intake()
                .amend(
                        bench.desk(),
                        id,
                        new Amendment(new BigDecimal("1490.00"), new BigDecimal("1540.00")),
                        Cause.asked("amend")));
        bench.cycles(3);
        assertThat(bench.report.standing(CycleBench.USER)).hasSize(1);

        bench.broker().restore();
        bench.broker().answerEvery(call -> call.kind() == Kind.MODIFY, FakeReply.unknownAndLost());
        bench.cycles(3);
        assertThat(bench.report.standing(CycleBench.USER)).anyMatch(a -> a.code() == Code.ORDER_REFUSED);

        bench.broker().restore();
        bench.memory.stores().inputs().change(CycleBench.USER, SafetySwitch.PAUSE, SwitchScope.everything(), true);
        bench.cycles(3);
        assertThat(bench.report.standing(CycleBench.USER)).anyMatch(a -> a.code() == Code.ORDER_REFUSED);
    }

    @Test
    void aStopThatTheBrokerDoesNotLetUsFollowIsPlacedAnewAsWhatItWasToBecome() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().answerEvery(call -> call.kind() == Kind.MODIFY, FakeReply.refused("RMS: not allowed"));
        bench.broker().price(CycleBench.RELIANCE, "1481.00");
        bench.fair(null, "1478.00");

        assertThat(bench.cycle().findings()).anyMatch(f -> !f.alarm() && f.code() == Code.ORDER_REFUSED);
        bench.fair(null, "1478.00");
        bench.cycle();
        bench.fair(null, "1478.00");
        assertThat(bench.cycle().findings()).noneMatch(Finding::alarm);

        assertThat(bench.order(id).live(LegKind.SL)).singleElement().satisfies(leg -> {
            assertThat(leg.type()).isEqualTo(OrderType.LIMIT);
            assertThat(leg.limitPrice()).isEqualByComparingTo("1478.00");
        });
        bench.cycle();
        assertThat(bench.order(id).live(LegKind.TP)).isEmpty();
    }

    @Test
    void anAmendmentOffTheTickIsRefused() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        IntakeResult result = bench.locked(() -> bench.execution
                .intake()
                .amend(bench.desk(), id, new Amendment(new BigDecimal("1480.01"), null), Cause.asked("amend")));
        assertThat(result)
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("slStopPrice 1480.01 is not on the tick"));
    }

    private int stopsAfterExitNow() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, Cause.asked("exit")));
        bench.cycles(3);
        assertThat(bench.order(id).live(LegKind.SL))
                .singleElement()
                .satisfies(leg -> assertThat(leg.type().isStop()).isFalse());
        return bench.order(id).of(LegKind.SL).size();
    }

    private void cap(int cap) {
        BrokerProfile usual = BrokerProfile.named("fake");
        bench.broker()
                .profile(new BrokerProfile(
                        usual.name(),
                        usual.settleWindow(),
                        usual.absenceSpacing(),
                        usual.readSpacing(),
                        usual.writesPerSecond(),
                        cap,
                        usual.takesStopMarket(),
                        usual.hasQuotes()));
    }
}
