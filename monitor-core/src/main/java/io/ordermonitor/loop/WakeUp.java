package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one timer of a user's loop. Guarded by the lock of the loop, save {@code then}, which is called without it. */
final class WakeUp {
    private static final Logger LOG = LoggerFactory.getLogger(WakeUp.class);

    private final long userId;
    private final LoopParts parts;
    private final Guard guard;
    private final Runnable then;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Instant at;

    /**
     * @param then is called when the time has come, on a timer's thread: it must not block
     */
    WakeUp(long userId, LoopParts parts, Guard guard, Runnable then) {
        this.userId = userId;
        this.parts = parts;
        this.guard = guard;
        this.then = then;
    }

    /** Sets the timer for an instant, instead of any other it was set for. */
    void set(Instant next) {
        if (next.equals(at)) {
            return;
        }
        cancel();
        Duration wait = Duration.between(parts.clock().instant(), next);
        try {
            timer = parts.timers().schedule(this::fired, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
            at = next;
        } catch (RejectedExecutionException e) {
            LOG.warn("the timers were closed before the loop user={}", userId);
        }
    }

    /** No call comes of it any more, save one that is under way. */
    void cancel() {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = null;
        at = null;
    }

    private void fired() {
        guard.run(() -> {
            at = null;
            timer = null;
        });
        then.run();
    }
}
