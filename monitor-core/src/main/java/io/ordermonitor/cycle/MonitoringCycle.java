package io.ordermonitor.cycle;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One run of the ten steps for one user. It has no thread, no sleep and no schedule: the loop decides when, the workers
 * where. Thread-safe; one user's cycles must not overlap.
 *
 * <p>What runs depends on what succeeded (the table of the specification, section 5): 2 needs 1; 3, 5, 6 and 7 need 2;
 * 4 needs 3; 8 needs 2 and the user's permission; 9 needs 8; 10 runs if anything was found.
 */
public final class MonitoringCycle {
    private final Steps steps;
    private final Clock clock;
    private final Duration deadline;

    /**
     * @param clock the market clock
     * @param deadline past it no further step starts, except work on stop-losses
     */
    public MonitoringCycle(Steps steps, Clock clock, Duration deadline) {
        this.steps = steps;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * Runs the cycle; blocks until it ended.
     *
     * @param stopping true once no further step may start
     */
    public CycleReport run(CycleScope scope, BooleanSupplier stopping) {
        CycleRun run = new CycleRun(scope, clock, deadline, stopping);
        Optional<BrokerData> data = run.step(StepName.FETCH, () -> steps.fetch().fetch(scope));
        Optional<Pnl> pnl =
                data.flatMap(d -> run.step(StepName.PNL, () -> steps.pnl().calculate(scope, d)));
        Optional<Laid> overlay = pnl.flatMap(p -> run.laid(() -> steps.update().lay(scope, data.orElseThrow())));
        overlay.ifPresent(laid -> {
            Pnl p = pnl.orElseThrow();
            run.step(StepName.UPDATE, () -> steps.update().update(scope, laid, p))
                    .ifPresent(u -> run.step(StepName.EXITS, () -> steps.exits().place(scope, laid, u)));
            run.step(StepName.ENTRIES, () -> steps.entries().modify(scope, laid));
            run.step(StepName.STOPS, () -> steps.stops().modify(scope, laid));
            run.step(StepName.REJECTED, () -> steps.rejected().clear(scope, laid));
            run.permitted(() -> run.step(
                            StepName.REGENERATE, () -> steps.regenerate().regenerate(scope, laid))
                    .ifPresent(r -> run.step(StepName.PLACE, () -> steps.place().place(scope, r))));
        });
        return run.report(steps.report());
    }
}
