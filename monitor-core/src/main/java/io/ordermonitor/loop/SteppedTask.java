package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task of {@link SteppedTime}. A worker that waits for one lets the others, and then the clock, go on; any other
 * thread simply blocks.
 */
final class SteppedTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private static final Logger LOG = LoggerFactory.getLogger(SteppedTask.class);

    /** What a task does about its own failure and repetition. */
    enum Kind {
        /** Somebody asks for the result and so learns of the failure. */
        ASKED,
        /** A failure is logged, since nobody may ask. */
        FIRED,
        FIXED_RATE,
        FIXED_DELAY
    }

    private final Baton baton;
    private final Kind kind;
    private final Duration period;
    private final List<SteppedWorker> waiters = new ArrayList<>();
    private volatile @Nullable Instant due;
    private volatile @Nullable SteppedWorker runner;
    private long sequence;

    SteppedTask(Baton baton, Callable<V> work, Kind kind, Duration period) {
        super(work);
        this.baton = baton;
        this.kind = kind;
        this.period = period;
    }

    /** Guarded by the baton's lock. */
    List<SteppedWorker> waiters() {
        return waiters;
    }

    boolean isTimer() {
        return due != null;
    }

    void due(Instant instant, long number) {
        due = instant;
        sequence = number;
    }

    Instant due() {
        Instant known = due;
        if (known == null) {
            throw new IllegalStateException("not a timer");
        }
        return known;
    }

    /** The worker on which the task runs now. */
    @Nullable
    SteppedWorker runner() {
        return runner;
    }

    @Override
    public void run() {
        runner = (SteppedWorker) Thread.currentThread();
        try {
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                Instant from = kind == Kind.FIXED_RATE ? due() : baton.now();
                baton.again(this, from.plus(period));
            }
        } finally {
            runner = null;
        }
    }

    /** An interrupted task that waits for market time is runnable when this returns, so that no instant is skipped. */
    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled && mayInterrupt) {
            baton.interrupted(this);
        }
        return cancelled;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (baton.isWorker()) {
            baton.await(List.of(this));
        }
        return super.get();
    }

    /** A worker's limit is market time, any other thread's is wall time. */
    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!baton.isWorker()) {
            return super.get(timeout, unit);
        }
        if (!isDone()) {
            SteppedTask<Boolean> alarm = new SteppedTask<>(baton, () -> true, Kind.ASKED, Duration.ZERO);
            baton.schedule(alarm, SteppedTime.span(timeout, unit));
            baton.await(List.of(this, alarm));
            alarm.cancel(false);
        }
        if (!isDone()) {
            throw new TimeoutException("not done after " + timeout + " " + unit);
        }
        return super.get();
    }

    @Override
    protected void done() {
        baton.completed(this);
    }

    @Override
    protected void setException(Throwable failure) {
        if (kind != Kind.ASKED) {
            LOG.error("a task threw; the clock goes on", failure);
        }
        super.setException(failure);
    }

    @Override
    public boolean isPeriodic() {
        return kind == Kind.FIXED_RATE || kind == Kind.FIXED_DELAY;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(Duration.between(baton.now(), due()));
    }

    @Override
    public int compareTo(Delayed other) {
        SteppedTask<?> that = (SteppedTask<?>) other;
        int byInstant = due().compareTo(that.due());
        return byInstant != 0 ? byInstant : Long.compare(sequence, that.sequence);
    }

    // Two tasks are the same only if they are one; the order above never calls two different ones equal.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
