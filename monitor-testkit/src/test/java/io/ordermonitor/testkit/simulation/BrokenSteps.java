package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.MonitorConfig;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Steps and settings of a monitor that do wrong. */
final class BrokenSteps {
    private BrokenSteps() {}

    static UnaryOperator<Simulation> steps(UnaryOperator<Steps> change) {
        return simulation -> simulation.withMonitor(builder -> builder.steps(change));
    }

    /** No stop is placed. */
    static Steps bare(Steps steps) {
        return steps.withExits((scope, laid, updated) -> new StepOutput.Done(StepNotes.NONE));
    }

    /** No stop is placed, and something else is said. */
    static Steps bareAndTalkative(Steps steps) {
        Finding other = Finding.error(4, 0, 999, Code.VALIDATION, "order 999 is of interest");
        StepNotes notes = new StepNotes(List.of(other), List.of(), List.of(), Set.of());
        return steps.withExits((scope, laid, updated) -> new StepOutput.Done(notes));
    }

    /** No stop is placed, and of each order it is said that its prices are old. */
    static Steps bareAndBeside(Steps steps) {
        List<Finding> beside = LongStream.rangeClosed(1, 20)
                .mapToObj(id -> Finding.error(4, 1, id, Code.STALE_PRICE, "order " + id + ": its fair price is old"))
                .toList();
        StepNotes notes = new StepNotes(beside, List.of(), List.of(), Set.of());
        return steps.withExits((scope, laid, updated) -> new StepOutput.Done(notes));
    }

    /** No stop is placed while any account cannot be read. */
    static Steps allOrNothing(Steps steps) {
        return steps.withExits((scope, laid, updated) -> laid.data().stale().isEmpty()
                ? steps.exits().place(scope, laid, updated)
                : new StepOutput.Done(StepNotes.NONE));
    }

    /** Steps 5 and 6 change places. */
    static Steps swapped(Steps steps) {
        return steps.withEntries(steps.stops()::modify).withStops(steps.entries()::modify);
    }

    /** Errors are kept from the user. */
    static Steps silent(Steps steps) {
        return steps.withReport((scope, found, whole) -> {
            steps.report().report(scope, found, whole);
            return List.of();
        });
    }

    /** What is found of one kind is kept from the user, and no alarm is raised. */
    static UnaryOperator<Steps> silentOn(Code code) {
        return steps -> steps.withReport((scope, found, whole) -> steps.report()
                .report(scope, found.stream().filter(one -> one.code() != code).toList(), whole));
    }

    /** What is found for one user is told to all. */
    static Steps gossiping(Steps steps) {
        List<Finding> heard = new ArrayList<>();
        return steps.withReport((scope, found, whole) -> {
            heard.addAll(found);
            return steps.report().report(scope, List.copyOf(heard), whole);
        });
    }

    /** A cycle begins another one in its midst. */
    static Steps nested(Steps steps) {
        return steps.withExits((scope, laid, updated) -> {
            steps.fetch().fetch(scope);
            return steps.exits().place(scope, laid, updated);
        });
    }

    /** Step 5 takes every entry's stop for passed. */
    static Steps eager(Steps steps) {
        return steps.withEntries((scope, laid) -> steps.entries().modify(raised(scope), laid));
    }

    private static @Nullable BigDecimal moved(@Nullable BigDecimal price, BigDecimal by) {
        return price == null ? null : price.add(by);
    }

    private static CycleScope raised(CycleScope scope) {
        Map<InstrumentId, FairPrice> prices = new HashMap<>();
        BigDecimal by = new BigDecimal("6");
        scope.fairPrices()
                .forEach((id, price) -> prices.put(
                        id,
                        new FairPrice(
                                id,
                                moved(price.buy(), by),
                                moved(price.sell(), by.negate()),
                                price.asOf(),
                                price.source())));
        return new CycleScope(
                scope.userId(),
                scope.number(),
                scope.kind(),
                scope.accounts(),
                scope.permission(),
                scope.switches(),
                prices,
                scope.requests(),
                scope.now());
    }

    private static MonitorConfig config() {
        return MonitorConfig.standard()
                .withLoop(LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED))
                .withAllowUnmonitored(true);
    }

    /** The market is taken to be always open. */
    static Monitor.Builder sleepless(Monitor.Builder builder) {
        return builder.config(config().withHours(TradingHours.always()));
    }

    /** What exits filled beyond their entry is left as it is, and nobody is told. */
    static Monitor.Builder leavesExcess(Monitor.Builder builder) {
        MonitorConfig usual = config().withHours(TradingHours.nse().withCycleFrom(LocalTime.of(9, 15)));
        return builder.config(usual.withOrders(usual.orders().withFlattenWrongSign(false)))
                .steps(silentOn(Code.WRONG_SIGN));
    }
}
