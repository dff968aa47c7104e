package io.ordermonitor.broker.paper;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A clock and its timers, moved by hand in one thread; waiting for a timer moves them too. */
final class HandTime extends AbstractExecutorService implements ScheduledExecutorService {
    private final PriorityQueue<Timer<?>> timers = new PriorityQueue<>(
            Comparator.comparing((Timer<?> timer) -> timer.due).thenComparing(t -> t.number));
    private Instant now;
    private long number;
    private boolean ended;

    HandTime(Instant now) {
        this.now = now;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** Runs every timer up to and with an instant, which then is now. */
    void to(Instant instant) {
        for (Timer<?> next = timers.peek(); next != null && !next.due.isAfter(instant); next = timers.peek()) {
            timers.remove();
            now = next.due.isAfter(now) ? next.due : now;
            next.run();
        }
        now = instant.isAfter(now) ? instant : now;
    }

    /** Moves the clock and leaves the timers for later, as when timers come late. */
    void jump(Instant instant) {
        now = instant;
    }

    /** Has something done at an instant. */
    void at(Instant when, Runnable action) {
        timers.add(new Timer<>(Executors.callable(action), when, number++));
    }

    int waiting() {
        return timers.size();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    task.run();
                    return true;
                },
                delay,
                unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        if (ended) {
            throw new RejectedExecutionException("ended");
        }
        Timer<V> timer = new Timer<>(task, now.plusNanos(unit.toNanos(delay)), number++);
        timers.add(timer);
        return timer;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void shutdown() {
        ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        ended = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return ended;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    private final class Timer<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant due;
        private final long number;

        Timer(Callable<V> task, Instant due, long number) {
            super(task);
            this.due = due;
            this.number = number;
        }

        @Override
        public V get() throws InterruptedException, ExecutionException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            to(due);
            return super.get();
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            timers.remove(this);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
