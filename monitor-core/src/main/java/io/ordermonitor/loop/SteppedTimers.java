package io.ordermonitor.loop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The timers of {@link SteppedTime} and the instant they have reached, which never goes back. Guarded by the baton's
 * lock, except that the instant may be read by anybody.
 */
final class SteppedTimers {
    private final TreeSet<SteppedTask<?>> timers = new TreeSet<>();
    private final Consumer<Instant> moved;
    private volatile Instant now;
    private @Nullable Predicate<Instant> gate;
    private long sequence;

    /** @param moved is told each instant before anything happens at it */
    SteppedTimers(Instant start, Consumer<Instant> moved) {
        this.now = start;
        this.moved = moved;
    }

    Instant now() {
        return now;
    }

    /** Sets a timer; timers of one instant keep the order of their setting. True if it is now the earliest. */
    boolean add(SteppedTask<?> task, Instant due) {
        task.due(due, sequence++);
        timers.add(task);
        return timers.first().equals(task);
    }

    void remove(SteppedTask<?> task) {
        if (task.isTimer()) {
            timers.remove(task);
        }
    }

    Optional<Instant> nextDue() {
        return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due());
    }

    List<SteppedTask<?>> all() {
        return List.copyOf(timers);
    }

    /** Says which instants timers may fire at. */
    void open(Predicate<Instant> instants) {
        gate = instants;
    }

    boolean isOpen() {
        return gate != null;
    }

    void shut() {
        gate = null;
    }

    /** Takes the earliest timer and moves to its instant, if the gate lets it through. */
    @Nullable
    SteppedTask<?> fire() {
        if (timers.isEmpty() || gate == null || !gate.test(timers.first().due())) {
            return null;
        }
        SteppedTask<?> first = timers.first();
        timers.remove(first);
        reach(first.due());
        return first;
    }

    void reach(Instant target) {
        if (target.isAfter(now)) {
            moved.accept(target);
            now = target;
        }
    }

    /** Moves to an instant, or to the earliest timer if that comes before. */
    void reachAtMost(Instant target) {
        reach(nextDue().filter(target::isAfter).orElse(target));
    }
}
