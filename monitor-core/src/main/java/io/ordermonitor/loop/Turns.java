package io.ordermonitor.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Who may run, in the order in which they became able to, or in a random one. Guarded by the baton's lock. */
final class Turns {
    /** Somebody who may run: a task that has not begun, or a worker that waited. */
    record Turn(@Nullable Runnable task, @Nullable SteppedWorker worker) {}

    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final @Nullable Random order;

    /** @param order picks who is next; null: first come, first served */
    Turns(@Nullable Random order) {
        this.order = order;
    }

    boolean isRandom() {
        return order != null;
    }

    void add(Runnable task) {
        waiting.add(new Turn(task, null));
    }

    void add(SteppedWorker worker) {
        waiting.add(new Turn(null, worker));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Takes one; null if there is none.
     *
     * @param anyone if the order is random, any may be it, else the first
     */
    @Nullable
    Turn next(boolean anyone) {
        if (order != null && anyone && waiting.size() > 1) {
            for (int before = order.nextInt(waiting.size()); before > 0; before--) {
                waiting.add(waiting.remove());
            }
        }
        return waiting.poll();
    }

    /** Takes out the tasks that have not begun. */
    List<Runnable> dropTasks() {
        List<Runnable> dropped = new ArrayList<>();
        waiting.removeIf(turn -> turn.task() != null && dropped.add(turn.task()));
        return dropped;
    }
}
