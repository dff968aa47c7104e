package io.ordermonitor.testkit;

import io.ordermonitor.loop.SteppedTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time for tests: a clock and the timers in one, moved by hand, that stand still while anything works. It is a
 * {@link SteppedTime} whose driving methods need no {@code throws}; what may be waited for, and how, is said there.
 * Thread-safe; one thread drives.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.at("2026-11-23T09:30:00");
 * loops.start(1);
 * time.advance(Duration.ofSeconds(60)); // the first cycle has run
 * }</pre>
 */
public final class VirtualTime extends Clock implements ScheduledExecutorService {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    private final SteppedTime time;

    /** Stands at an instant. */
    public VirtualTime(Instant start, ZoneId zone) {
        this.time = new SteppedTime(start, zone);
    }

    /** Stands at an instant; what may run at one instant runs in this order, see {@link SteppedTime}. */
    public VirtualTime(Instant start, ZoneId zone, Random order) {
        this.time = new SteppedTime(start, zone, order);
    }

    /** Stands at a local time of India, such as {@code 2026-11-23T09:30:00}. */
    public static VirtualTime at(String indianTime) {
        return new VirtualTime(LocalDateTime.parse(indianTime).atZone(INDIA).toInstant(), INDIA);
    }

    /** The same time as the type that core knows. */
    public SteppedTime stepped() {
        return time;
    }

    /** Moves time on, timer by timer, and returns when everything waits. */
    public void advance(Duration duration) {
        driving(() -> time.advance(duration));
    }

    /** Moves time to an instant, timer by timer; never back. */
    public void advanceTo(Instant target) {
        driving(() -> time.advanceTo(target));
    }

    /** Runs all work, and timers due now, without moving time. */
    public void settle() {
        driving(time::settle);
    }

    /** Runs a task on a worker and moves time as far as the task needs; an unchecked exception comes as it is. */
    public <T> T call(Callable<T> task) {
        try {
            return time.drive(task);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException("the task threw " + e.getCause(), e.getCause());
        }
    }

    /** The instant of the earliest timer. */
    public Optional<Instant> nextTimer() {
        return time.nextTimer();
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    public ZoneId getZone() {
        return time.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return time.withZone(zone);
    }

    @Override
    public void execute(Runnable task) {
        time.execute(task);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return time.submit(task);
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return time.submit(task, result);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return time.submit(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return time.schedule(task, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return time.schedule(task, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return time.scheduleAtFixedRate(task, delay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long pause, TimeUnit unit) {
        return time.scheduleWithFixedDelay(task, delay, pause, unit);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return time.invokeAll(tasks);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return time.invokeAll(tasks, timeout, unit);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        return time.invokeAny(tasks);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return time.invokeAny(tasks, timeout, unit);
    }

    @Override
    public void shutdown() {
        time.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return time.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return time.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return time.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return time.awaitTermination(timeout, unit);
    }

    private interface Drive {
        void run() throws InterruptedException;
    }

    private static void driving(Drive drive) {
        try {
            drive.run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while time was moved", e);
    }
}
