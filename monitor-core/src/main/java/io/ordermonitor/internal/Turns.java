package io.ordermonitor.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;

/**
 * Does something for users on workers, for each user one at a time, so that nobody's work fills all workers: what is
 * asked for while it is done is done once more. Thread-safe.
 */
public final class Turns {
    private final Workers workers;
    private final LongConsumer work;
    private final ConcurrentMap<Long, Boolean> asked = new ConcurrentHashMap<>();

    /** @param work may block; what it throws is its worker's to log */
    public Turns(Workers workers, LongConsumer work) {
        this.workers = workers;
        this.work = work;
    }

    /**
     * Asks for the user's work.
     *
     * @throws RejectedExecutionException if the workers are closed
     */
    public void ask(long userId) {
        if (asked.putIfAbsent(userId, false) == null) {
            execute(userId);
            return;
        }
        boolean goesOn = asked.computeIfPresent(userId, (id, again) -> true) != null;
        if (!goesOn) {
            ask(userId);
        }
    }

    private void execute(long userId) {
        try {
            workers.execute(() -> turn(userId));
        } catch (RejectedExecutionException e) {
            asked.remove(userId);
            throw e;
        }
    }

    private void goOn(long userId) {
        try {
            execute(userId);
        } catch (RejectedExecutionException closed) {
            // Whoever asked again did so of a monitor that was closing.
        }
    }

    private void turn(long userId) {
        asked.replace(userId, false);
        try {
            work.accept(userId);
        } finally {
            if (!asked.remove(userId, false)) {
                goOn(userId);
            }
        }
    }
}
