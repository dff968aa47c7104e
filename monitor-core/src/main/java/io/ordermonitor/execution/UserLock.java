package io.ordermonitor.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The write lock of one user: cycles and submits hold it while they decide and write. Waiters wait on the market clock
 * (a timer that the holder ends), first come, first served. Not reentrant.
 */
final class UserLock {
    private static final long PATIENCE_SECONDS = 120;

    private final ScheduledExecutorService timers;
    private final Deque<ScheduledFuture<?>> waiting = new ArrayDeque<>();
    private boolean held;

    UserLock(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    /** Waits for the lock; throws TimeoutException after two minutes of market time. */
    void lock() throws InterruptedException, TimeoutException {
        ScheduledFuture<?> turn;
        synchronized (this) {
            if (!held) {
                held = true;
                return;
            }
            turn = timers.schedule(() -> {}, PATIENCE_SECONDS, TimeUnit.SECONDS);
            waiting.add(turn);
        }
        await(turn);
    }

    private void await(ScheduledFuture<?> turn) throws InterruptedException, TimeoutException {
        try {
            turn.get();
        } catch (CancellationException handedOver) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            withdraw(turn);
            throw e;
        }
        withdraw(turn);
        throw new TimeoutException("the user's write lock was not free within " + PATIENCE_SECONDS + " s");
    }

    /** Leaves the queue; if the lock was handed over meanwhile, passes it on. */
    private void withdraw(ScheduledFuture<?> turn) {
        boolean wasWaiting;
        synchronized (this) {
            wasWaiting = waiting.remove(turn);
        }
        if (!wasWaiting && turn.isCancelled()) {
            unlock();
        }
    }

    /** Hands the lock to the longest waiter, or frees it. */
    synchronized void unlock() {
        ScheduledFuture<?> next = waiting.poll();
        if (next == null) {
            held = false;
        } else if (!next.cancel(false)) {
            unlock();
        }
    }
}
