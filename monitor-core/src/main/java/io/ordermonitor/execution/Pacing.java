package io.ordermonitor.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Spaces the writes of one account on the market clock: at most so many in any second. An account's writes are
 * decided and sent by one holder of the user's lock, protective ones first, so there is no queue to jump.
 */
final class Pacing {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final int perSecond;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final Deque<Instant> sent = new ArrayDeque<>();

    Pacing(int perSecond, Clock clock, ScheduledExecutorService timers) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.timers = timers;
    }

    /** Waits until another write is allowed, and counts it. */
    void await() throws InterruptedException {
        Instant now = clock.instant();
        while (!sent.isEmpty() && !sent.peekFirst().plus(WINDOW).isAfter(now)) {
            sent.removeFirst();
        }
        if (sent.size() >= perSecond) {
            Instant free = sent.removeFirst().plus(WINDOW);
            pause(Duration.between(now, free));
            now = clock.instant();
        }
        sent.addLast(now);
    }

    private void pause(Duration wait) throws InterruptedException {
        try {
            timers.schedule(() -> {}, wait.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
