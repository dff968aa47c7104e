package io.ordermonitor;

import io.ordermonitor.internal.Turns;
import io.ordermonitor.internal.Workers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the requests of users taken up on workers, those of one user by one worker at a time. Thread-safe. */
final class RequestTurns {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTurns.class);
    private static final int LATER_MILLIS = 1_000;

    private final ScheduledExecutorService timers;
    private final Turns turns;

    /** @param takeUp takes up what waits of a user; may block */
    RequestTurns(Workers workers, ScheduledExecutorService timers, LongConsumer takeUp) {
        this.timers = timers;
        this.turns = new Turns(workers, takeUp);
    }

    /** Something waits. Does not block. */
    void ask(long userId) {
        try {
            turns.ask(userId);
        } catch (RejectedExecutionException e) {
            LOG.info("requests wait for the next start, the monitor is closed user={}", userId);
        }
    }

    /** The same in a second. */
    void askLater(long userId) {
        try {
            ScheduledFuture<?> unused = timers.schedule(() -> ask(userId), LATER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.info("requests wait for the next start, the timers are closed user={}", userId);
        }
    }
}
