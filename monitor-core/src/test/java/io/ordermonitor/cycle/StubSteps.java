package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.PnlTotals;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Overlay;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Ten steps that do nothing but what the test says, and remember that they ran. */
final class StubSteps {
    /** What becomes of a step. */
    enum Fate {
        FAILS,
        FAILS_WITH_FINDINGS,
        DATABASE,
        FINDS,
        FINDS_TWICE
    }

    private static final Instant START = Instant.parse("2026-11-23T04:30:00Z");

    private final Map<Integer, Fate> fates = new HashMap<>();
    private final Map<Integer, Duration> durations = new HashMap<>();
    private final List<Integer> ran = new ArrayList<>();
    private final List<Boolean> whole = new ArrayList<>();
    private boolean layingFails;
    private Instant now = START;

    StubSteps fate(int step, Fate fate) {
        fates.put(step, fate);
        return this;
    }

    void failLaying() {
        layingFails = true;
    }

    void takes(int step, Duration time) {
        durations.put(step, time);
    }

    /** The steps that ran, in order; step 10 is among them though it has nothing to say. */
    List<Integer> ran() {
        return List.copyOf(ran);
    }

    /** Whether each report was told that all steps ran on all accounts. */
    List<Boolean> wholeCycles() {
        return List.copyOf(whole);
    }

    CycleReport run(CycleScope.Kind kind, Permission permission, BooleanSupplier stopping) {
        CycleScope scope = new CycleScope(7, 1, kind, List.of(), permission, Switches.NONE, Map.of(), List.of(), START);
        return new MonitoringCycle(steps(), clock(), Duration.ofSeconds(45)).run(scope, stopping);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private Steps steps() {
        BrokerData data = new BrokerData(Map.of(), Set.of(), Set.of(), Map.of(), StepNotes.NONE);
        return new Steps(
                scope -> {
                    notes(1);
                    return data;
                },
                (scope, read) ->
                        new Pnl(Map.of(), new PnlTotals(new BigDecimal("12.50"), BigDecimal.ZERO, List.of()), notes(2)),
                new UpdateOrders() {
                    @Override
                    public Laid lay(CycleScope scope, BrokerData read) {
                        if (layingFails) {
                            throw new IllegalStateException("a bug");
                        }
                        return new Laid(read, overlay());
                    }

                    @Override
                    public Updated update(CycleScope scope, Laid laid, Pnl pnl) {
                        return new Updated(laid.overlay(), List.of(), notes(3));
                    }
                },
                (scope, laid, updated) -> new StepOutput.Done(notes(4)),
                (scope, laid) -> new StepOutput.Done(notes(5)),
                (scope, laid) -> new StepOutput.Done(notes(6)),
                (scope, laid) -> new StepOutput.Done(notes(7)),
                (scope, laid) -> new Regenerated(List.of(), notes(8)),
                (scope, regenerated) -> new StepOutput.Done(notes(9)),
                (scope, found, all) -> {
                    whole.add(all);
                    notes(10);
                    return found;
                });
    }

    private static Overlay overlay() {
        return new Overlay(Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), List.of(), List.of(), Map.of(), Map.of());
    }

    private StepNotes notes(int step) {
        ran.add(step);
        now = now.plus(durations.getOrDefault(step, Duration.ZERO));
        Fate fate = fates.get(step);
        Finding finding = Finding.error(step, 70, 0, Code.BROKER_UNREACHABLE, "found by " + step);
        StepNotes.Collector notes = new StepNotes.Collector();
        if (step == 3) {
            notes.remark("a remark");
            notes.followUp(70);
        }
        if (fate == Fate.FAILS) {
            throw new StepFailure("as told", List.of());
        }
        if (fate == Fate.FAILS_WITH_FINDINGS) {
            throw new StepFailure("as told", List.of(finding));
        }
        if (fate == Fate.DATABASE) {
            throw new StoreException("connection refused");
        }
        if (fate == Fate.FINDS || fate == Fate.FINDS_TWICE) {
            notes.find(finding);
        }
        if (fate == Fate.FINDS_TWICE) {
            notes.find(finding);
        }
        return notes.notes();
    }
}
