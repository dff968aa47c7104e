package io.ordermonitor.testkit.simulation;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.Pnl;
import io.ordermonitor.cycle.Regenerated;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.cycle.UpdateOrders;
import io.ordermonitor.cycle.Updated;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** That a user's cycles follow each other, and steps do within a cycle, each on what this one read: P7 and P8. */
final class StepChecks {
    private final Evidence evidence;
    private final Map<Key, Running> running = new HashMap<>();
    private final Map<Key, Begun> newest = new HashMap<>();

    private record Key(int process, long userId) {}

    private record Begun(long cycle, Instant at) {}

    /** A cycle of one process. */
    private static final class Running {
        private final long cycle;
        private final boolean scheduled;
        private final int stops;
        private int step;
        private @Nullable Object data;
        private @Nullable Object laid;
        private @Nullable Object regenerated;

        Running(CycleScope scope, int stops) {
            this.cycle = scope.number();
            this.scheduled = scope.kind() == CycleScope.Kind.SCHEDULED;
            this.stops = stops;
        }
    }

    StepChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * The steps of a process as it runs them, a user's own among them: what each of them returns is what the cycle has.
     *
     * @param stops how often what ran in it was stopped in the middle: a cycle that was does not say that it ended
     */
    Steps framed(int process, IntSupplier stops, Steps steps) {
        return steps.withFetch(scope -> {
                    opened(process, scope, stops.getAsInt());
                    return data(process, scope, steps.fetch().fetch(scope));
                })
                .withUpdate(new FramedUpdate(process, steps.update()))
                .withRegenerate((scope, laid) ->
                        regenerated(process, scope, steps.regenerate().regenerate(scope, laid)))
                .withReport((scope, found, whole) -> {
                    try {
                        return steps.report().report(scope, found, whole);
                    } finally {
                        ended(process, scope);
                    }
                });
    }

    /** The standard steps of a process, each of which says when it begins. */
    Steps watched(int process, Steps steps) {
        return new Steps(
                scope -> {
                    reading(process, scope);
                    return steps.fetch().fetch(scope);
                },
                (scope, data) -> {
                    begins(process, scope, 2, data, null);
                    return steps.pnl().calculate(scope, data);
                },
                new WatchedUpdate(process, steps.update()),
                (scope, laid, updated) -> {
                    begins(process, scope, 4, null, laid);
                    return steps.exits().place(scope, laid, updated);
                },
                (scope, laid) -> {
                    begins(process, scope, 5, null, laid);
                    return steps.entries().modify(scope, laid);
                },
                (scope, laid) -> {
                    begins(process, scope, 6, null, laid);
                    return steps.stops().modify(scope, laid);
                },
                (scope, laid) -> {
                    begins(process, scope, 7, null, laid);
                    return steps.rejected().clear(scope, laid);
                },
                (scope, laid) -> {
                    begins(process, scope, 8, null, laid);
                    return steps.regenerate().regenerate(scope, laid);
                },
                (scope, regenerated) -> {
                    placing(process, scope, regenerated);
                    return steps.place().place(scope, regenerated);
                },
                (scope, found, whole) -> {
                    begins(process, scope, 10, null, null);
                    return steps.report().report(scope, found, whole);
                });
    }

    private synchronized void opened(int process, CycleScope scope, int stops) {
        newest.put(new Key(process, scope.userId()), new Begun(scope.number(), evidence.now()));
        Running before = running.put(new Key(process, scope.userId()), new Running(scope, stops));
        if (before != null && before.stops == stops) {
            overlaps(scope, before);
        }
    }

    /** Step 1 reads, within its cycle alone. */
    private synchronized void reading(int process, CycleScope scope) {
        Running now = running.get(new Key(process, scope.userId()));
        if (now != null && (now.cycle != scope.number() || now.step > 1)) {
            overlaps(scope, now);
        } else if (now != null) {
            now.step = 1;
        }
    }

    private void overlaps(CycleScope scope, Running before) {
        evidence.broken(
                Invariant.P7,
                0,
                0,
                "cycle " + scope.number() + " begins, and cycle " + before.cycle + " has not ended");
    }

    private synchronized void ended(int process, CycleScope scope) {
        running.remove(new Key(process, scope.userId()));
    }

    /** When a process's newest cycle for a user began to read; empty if that was another one. */
    synchronized Optional<Instant> startedAt(int process, long userId, long cycle) {
        return Optional.ofNullable(newest.get(new Key(process, userId)))
                .filter(begun -> begun.cycle() == cycle)
                .map(Begun::at);
    }

    /** True if the cycle that a process runs for a user came with the time. */
    synchronized boolean isScheduled(int process, long userId) {
        Running now = running.get(new Key(process, userId));
        return now != null && now.scheduled;
    }

    private synchronized BrokerData data(int process, CycleScope scope, BrokerData data) {
        Running now = running.get(new Key(process, scope.userId()));
        if (now != null) {
            now.data = data;
        }
        return data;
    }

    private synchronized Laid laid(int process, CycleScope scope, Laid laid) {
        Running now = running.get(new Key(process, scope.userId()));
        if (now != null) {
            now.laid = laid;
        }
        return laid;
    }

    private synchronized Regenerated regenerated(int process, CycleScope scope, Regenerated regenerated) {
        Running now = running.get(new Key(process, scope.userId()));
        if (now != null) {
            now.regenerated = regenerated;
        }
        return regenerated;
    }

    private synchronized void placing(int process, CycleScope scope, Regenerated regenerated) {
        begins(process, scope, 9, null, null);
        Running now = running.get(new Key(process, scope.userId()));
        if (now != null && now.regenerated != regenerated) {
            given(scope, 9, 8);
        }
    }

    private synchronized void begins(
            int process, CycleScope scope, int step, @Nullable Object data, @Nullable Object laid) {
        Running now = running.get(new Key(process, scope.userId()));
        if (now == null || now.cycle != scope.number()) {
            broken(scope, "step " + step + " begins outside its cycle");
            return;
        }
        if (step < now.step) {
            broken(scope, "step " + step + " begins after step " + now.step);
        }
        now.step = step;
        if (data != null && data != now.data) {
            given(scope, step, 1);
        }
        if (laid != null && laid != now.laid) {
            given(scope, step, 3);
        }
    }

    /** Who gave it is not known: another cycle may have made it, or a step of the user's own. */
    private void given(CycleScope scope, int step, int from) {
        broken(scope, "step " + step + " was given something else than this cycle's step " + from + " returned");
    }

    private void broken(CycleScope scope, String what) {
        evidence.broken(Invariant.P8, 0, 0, "cycle " + scope.number() + ": " + what);
    }

    private final class FramedUpdate implements UpdateOrders {
        private final int process;
        private final UpdateOrders update;

        FramedUpdate(int process, UpdateOrders update) {
            this.process = process;
            this.update = update;
        }

        @Override
        public Laid lay(CycleScope scope, BrokerData data) {
            return laid(process, scope, update.lay(scope, data));
        }

        @Override
        public Updated update(CycleScope scope, Laid laid, Pnl pnl) throws InterruptedException {
            return update.update(scope, laid, pnl);
        }
    }

    private final class WatchedUpdate implements UpdateOrders {
        private final int process;
        private final UpdateOrders update;

        WatchedUpdate(int process, UpdateOrders update) {
            this.process = process;
            this.update = update;
        }

        @Override
        public Laid lay(CycleScope scope, BrokerData data) {
            begins(process, scope, 3, data, null);
            return update.lay(scope, data);
        }

        @Override
        public Updated update(CycleScope scope, Laid laid, Pnl pnl) throws InterruptedException {
            begins(process, scope, 3, null, laid);
            return update.update(scope, laid, pnl);
        }
    }
}
