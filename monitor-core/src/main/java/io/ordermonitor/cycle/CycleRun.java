package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.OrderLine;
import io.ordermonitor.message.Message.OrderUpdate;
import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.message.Message.StepLine;
import io.ordermonitor.message.Message.StepOutcome;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clutters each line of a cycle: try and catch, timing, collected errors, deadline, shutdown, log lines. */
final class CycleRun {
    private static final Logger LOG = LoggerFactory.getLogger(CycleRun.class);
    private static final PnlTotals NO_TOTALS = new PnlTotals(BigDecimal.ZERO, BigDecimal.ZERO, List.of());

    private final CycleScope scope;
    private final Clock clock;
    private final Instant startedAt;
    private final Instant deadline;
    private final BooleanSupplier stopping;
    private final Map<StepName, StepLine> lines = new EnumMap<>(StepName.class);
    private final List<Finding> found = new ArrayList<>();
    private final List<OrderUpdate> updates = new ArrayList<>();
    private final Set<Long> followUp = new HashSet<>();
    private PnlTotals totals = NO_TOTALS;
    private List<OrderLine> orderLines = List.of();
    private boolean whole = true;
    private boolean overran;
    private boolean unlaid;

    CycleRun(CycleScope scope, Clock clock, Duration deadline, BooleanSupplier stopping) {
        this.scope = scope;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.deadline = startedAt.plus(deadline);
        this.stopping = stopping;
    }

    /** Runs one step if it may start; empty if it was skipped or failed. */
    <T extends StepOutput> Optional<T> step(StepName name, Callable<T> work) {
        Optional<String> barred = whyBarred(name);
        if (barred.isPresent()) {
            line(name, StepOutcome.SKIPPED, 0, barred.get());
            return Optional.empty();
        }
        Instant began = clock.instant();
        try {
            T output = work.call();
            done(name, began, output);
            return Optional.of(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(name, began, "interrupted", e);
        } catch (Exception e) {
            failed(name, began, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
        return Optional.empty();
    }

    private void done(StepName name, Instant began, StepOutput output) {
        StepNotes notes = output.notes();
        found.addAll(notes.findings());
        updates.addAll(notes.updates());
        followUp.addAll(notes.followUp());
        if (output instanceof Pnl pnl) {
            totals = pnl.totals();
        }
        if (output instanceof Updated updated) {
            orderLines = updated.lines();
        }
        String why = notes.remarks().isEmpty() ? null : String.join("; ", notes.remarks());
        line(name, StepOutcome.DONE, millisSince(began), why);
    }

    /** Lays, and collects what that found: it is true whether or not it can be stored. */
    Optional<Laid> laid(Callable<Laid> work) {
        Instant began = clock.instant();
        try {
            Laid laid = work.call();
            found.addAll(laid.overlay().findings());
            return Optional.of(laid);
        } catch (Exception e) {
            failed(StepName.UPDATE, began, e.getMessage() == null ? e.toString() : e.getMessage(), e);
            unlaid = true;
            return Optional.empty();
        }
    }

    private void failed(StepName name, Instant began, String why, Exception e) {
        whole = false;
        if (e instanceof StepFailure failure) {
            found.addAll(failure.findings());
        } else if (e instanceof StoreException) {
            LOG.warn(
                    "step failed, the next cycle tries again user={} cycle={} step={} cause={}",
                    scope.userId(),
                    scope.number(),
                    name.number(),
                    e.toString());
        } else {
            LOG.error("step failed user={} cycle={} step={}", scope.userId(), scope.number(), name.number(), e);
        }
        Code code = e instanceof StoreException ? Code.DATABASE : Code.STEP_FAILED;
        String said = e instanceof StoreException ? "the database did not answer or refused: " + why : why;
        found.add(Finding.error(
                name.number(),
                0,
                0,
                code,
                "Step " + name.number() + " (" + name.title() + ") failed: " + said + ". The next cycle tries again."));
        line(name, StepOutcome.FAILED, millisSince(began), said);
    }

    /** Runs steps 8 and 9 if the user is permitted; else says so, without an error. */
    void permitted(Runnable eightAndNine) {
        if (scope.permission().enabled() || scope.kind() != CycleScope.Kind.SCHEDULED) {
            eightAndNine.run();
        } else {
            line(StepName.REGENERATE, StepOutcome.SKIPPED, 0, "not permitted");
            line(StepName.PLACE, StepOutcome.SKIPPED, 0, "not permitted");
        }
    }

    /** Why a cycle of this kind never runs the step. */
    private Optional<String> whyOutside(StepName name) {
        return switch (scope.kind()) {
            case NUDGED -> name.number() > 4 ? Optional.of("nudged cycle") : Optional.empty();
            case CLOSING -> name.number() > 3 ? Optional.of("closing cycle") : Optional.empty();
            case SCHEDULED -> Optional.empty();
        };
    }

    private Optional<String> whyBarred(StepName name) {
        Optional<String> outside = whyOutside(name);
        if (outside.isPresent()) {
            return outside;
        }
        if (stopping.getAsBoolean() && !name.leadsToProtection()) {
            whole = false;
            return Optional.of("shutting down");
        }
        if (!name.protects() && clock.instant().isAfter(deadline)) {
            whole = false;
            overran = true;
            return Optional.of("past the cycle's deadline");
        }
        return Optional.empty();
    }

    /** Runs step 10 and sums the cycle up. */
    CycleReport report(ReportErrors step) {
        if (overran || clock.instant().isAfter(deadline)) {
            found.add(Finding.error(
                    10,
                    0,
                    0,
                    Code.DEADLINE,
                    "The cycle took "
                            + Duration.between(startedAt, clock.instant()).toSeconds()
                            + " s, more than its deadline; what was left is done in the next cycle."));
        }
        Instant began = clock.instant();
        List<Finding> once = found.stream().distinct().toList();
        List<Finding> told;
        boolean all = whole && scope.kind() == CycleScope.Kind.SCHEDULED;
        try {
            told = step.report(scope, once, all);
            line(
                    StepName.REPORT,
                    told.isEmpty() ? StepOutcome.SKIPPED : StepOutcome.DONE,
                    millisSince(began),
                    told.isEmpty() ? "no errors" : null);
        } catch (RuntimeException e) {
            LOG.error("step failed user={} cycle={} step=10", scope.userId(), scope.number(), e);
            told = once;
            line(StepName.REPORT, StepOutcome.FAILED, millisSince(began), e.getMessage());
        }
        return new CycleReport(
                scope.userId(),
                scope.number(),
                scope.kind(),
                allLines(),
                told,
                updates,
                totals,
                orderLines,
                followUp,
                startedAt,
                clock.instant());
    }

    private List<StepLine> allLines() {
        List<StepLine> all = new ArrayList<>();
        for (StepName name : StepName.values()) {
            StepLine line = lines.get(name);
            all.add(
                    line != null
                            ? line
                            : new StepLine(
                                    name.number(),
                                    name.title(),
                                    StepOutcome.SKIPPED,
                                    0,
                                    whyOutside(name).orElseGet(() -> whyNot(name))));
        }
        return all;
    }

    private String whyNot(StepName name) {
        return switch (name) {
            case PNL -> "step 1 did not succeed";
            case EXITS -> "step 3 did not succeed";
            case PLACE -> "step 8 did not succeed";
            default -> unlaid ? "the books could not be laid over the orders" : "step 2 did not succeed";
        };
    }

    private void line(StepName name, StepOutcome outcome, long ms, @Nullable String why) {
        lines.put(name, new StepLine(name.number(), name.title(), outcome, ms, why));
        LOG.debug(
                "step user={} cycle={} step={} outcome={} ms={} why={}",
                scope.userId(),
                scope.number(),
                name.number(),
                outcome,
                ms,
                why);
    }

    private long millisSince(Instant began) {
        return Duration.between(began, clock.instant()).toMillis();
    }
}
