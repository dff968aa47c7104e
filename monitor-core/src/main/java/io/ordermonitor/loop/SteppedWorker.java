package io.ordermonitor.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of {@link SteppedTime}: runs one task after the other while it holds the baton. */
final class SteppedWorker extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(SteppedWorker.class);
    private static final long STACK_BYTES = 512 * 1024;
    private static final long SPARE_SECONDS = 5;

    private final Baton baton;
    private final Condition turn;
    private final List<SteppedTask<?>> awaiting = new ArrayList<>();
    private @Nullable Runnable task;

    SteppedWorker(Baton baton, int number) {
        super(null, null, "stepped-" + number, STACK_BYTES);
        this.baton = baton;
        this.turn = baton.condition();
        setDaemon(true);
    }

    Baton baton() {
        return baton;
    }

    /** What this worker waits for, any of it; guarded by the baton's lock. */
    List<SteppedTask<?>> awaiting() {
        return awaiting;
    }

    /** Signalled, under the baton's lock, when this worker gets the baton. */
    Condition turn() {
        return turn;
    }

    /** Under the baton's lock: what to run next. */
    void give(@Nullable Runnable next) {
        task = next;
        turn.signal();
    }

    /** Under the baton's lock: waits for a task; null after some idle seconds. */
    @Nullable
    Runnable awaitTask() {
        long left = TimeUnit.SECONDS.toNanos(SPARE_SECONDS);
        while (task == null && left > 0 && !baton.isClosed()) {
            try {
                left = turn.awaitNanos(left);
            } catch (InterruptedException e) {
                // Somebody interrupted a task that has ended; the next one must not see it.
            }
        }
        if (task == null) {
            baton.retire(this);
        }
        return take();
    }

    @Override
    public void run() {
        Runnable next = take();
        while (next != null) {
            attempt(next);
            next = baton.next(this);
        }
    }

    private @Nullable Runnable take() {
        Runnable next = task;
        task = null;
        return next;
    }

    private void attempt(Runnable next) {
        try {
            next.run();
        } catch (Throwable e) {
            LOG.error("a task threw; the clock goes on", e);
        } finally {
            // A late interrupt was meant for the task that has ended.
            Thread.interrupted();
        }
    }
}
