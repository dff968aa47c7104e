package io.ordermonitor.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads of {@link SteppedTime}: as many as wait or work at once, the last one idle used first. Guarded by the baton's lock. */
final class SteppedCrew {
    private final Baton baton;
    private final Deque<SteppedWorker> spare = new ArrayDeque<>();
    private final List<SteppedWorker> workers = new ArrayList<>();
    private int named;

    SteppedCrew(Baton baton) {
        this.baton = baton;
    }

    /** Gives a task to an idle worker, or to a new one. */
    SteppedWorker give(@Nullable Runnable task) {
        SteppedWorker idle = spare.pollLast();
        if (idle != null) {
            idle.give(task);
            return idle;
        }
        SteppedWorker worker = new SteppedWorker(baton, ++named);
        workers.add(worker);
        worker.give(task);
        worker.start();
        return worker;
    }

    /** The worker has nothing to do. */
    void rest(SteppedWorker worker) {
        spare.add(worker);
    }

    /** The worker gives up waiting for something to do. */
    void retire(SteppedWorker worker) {
        spare.remove(worker);
        workers.remove(worker);
    }

    /** Lets idle workers see that everything ends. */
    void wake() {
        spare.forEach(worker -> worker.turn().signal());
    }

    void interrupt() {
        workers.forEach(Thread::interrupt);
    }
}
