package io.ordermonitor.loop;

import io.ordermonitor.loop.SteppedTask.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A market clock and its timers in one, which never move while there is work to do (spec 1, two clocks). Tasks run on
 * its own workers, one at a time: a worker that waits for a task or timer of this object, through {@code get} or
 * {@code invokeAll}, lets the next one run, in the order in which they became able to; when all wait, time steps to
 * the earliest timer. Timers of one instant fire in the order in which they were set, each when the one before waits
 * or has ended. So the same work in the same order gives the same run.
 *
 * <p>Driven by hand ({@link #advance}, {@link #settle}, {@link #drive}) from a thread that is no worker, or by itself
 * at a speed ({@link #run}). Tasks begin as soon as they are given, without being driven; only time waits.
 *
 * <p>A task must not wait for another task in any other way (a latch, a queue, a contended lock whose holder waits for
 * market time): nobody else would ever run. A lasting wait that somebody else ends is a timer with a far due time,
 * ended by {@code cancel(false)}. Thread-safe.
 *
 * <pre>{@code
 * SteppedTime time = new SteppedTime(Instant.parse("2026-11-23T03:45:00Z"), ZoneId.of("Asia/Kolkata"));
 * time.schedule(() -> log("five seconds later"), 5, TimeUnit.SECONDS);
 * time.advance(Duration.ofSeconds(5));
 * }</pre>
 */
public final class SteppedTime extends Clock implements ScheduledExecutorService {
    private static final Duration FAR = Duration.ofDays(36_500);

    private final Baton baton;
    private final ZoneId zone;
    private @Nullable Thread pacer;

    /** Starts at the given instant, standing still. */
    public SteppedTime(Instant start, ZoneId zone) {
        this(start, zone, instant -> {}, null);
    }

    /**
     * Starts at the given instant, standing still. What may run at one instant runs in a random order while time is
     * driven, so that different seeds try different interleavings; the same seed and work give the same run.
     */
    public SteppedTime(Instant start, ZoneId zone, Random order) {
        this(start, zone, instant -> {}, order);
    }

    /**
     * Starts at the given instant, standing still.
     *
     * @param moved is told each instant before anything happens at it, so that time can go on from there in another
     *     process; must not block or throw
     */
    public SteppedTime(Instant start, ZoneId zone, Consumer<Instant> moved) {
        this(start, zone, moved, null);
    }

    private SteppedTime(Instant start, ZoneId zone, Consumer<Instant> moved, @Nullable Random order) {
        this.baton = new Baton(start, moved, order);
        this.zone = zone;
    }

    /** True if the calling thread runs a task of this object. */
    public boolean isWorker() {
        return baton.isWorker();
    }

    /** Runs all work to quiescence without moving time; timers due now fire. */
    public void settle() throws InterruptedException {
        advanceTo(instant());
    }

    /** Moves time on by a duration, timer by timer, and returns when everything waits. */
    public void advance(Duration duration) throws InterruptedException {
        advanceTo(instant().plus(duration));
    }

    /** Moves time to an instant, timer by timer, and returns when everything waits; never back. */
    public void advanceTo(Instant target) throws InterruptedException {
        refuseToDrive();
        baton.runWhile(due -> !due.isAfter(target));
        baton.reach(target);
    }

    /** Runs a task on a worker and moves time as far as the task needs to end; what it throws is thrown wrapped. */
    public <T> T drive(Callable<T> task) throws InterruptedException, ExecutionException {
        refuseToDrive();
        Future<T> future = submit(task);
        baton.runWhile(due -> !future.isDone());
        if (!future.isDone()) {
            throw new IllegalStateException("the task waits, but no timer is set that could wake it");
        }
        return future.get();
    }

    /** The instant of the earliest timer. */
    public Optional<Instant> nextTimer() {
        return baton.nextDue();
    }

    /**
     * Lets time go by itself, at most {@code speed} market seconds a wall second; infinity: as fast as the work.
     *
     * @param wall wall time, for pacing only
     */
    public synchronized void run(double speed, Clock wall) {
        refuseToDrive();
        Pace pace = new Pace(wall, instant(), speed);
        baton.pace(pace);
        Thread thread = new Thread(() -> keepPace(pace), "stepped-pacer");
        thread.setDaemon(true);
        pacer = thread;
        thread.start();
    }

    /** Ends {@link #run}; time stands still again. Work in flight goes on until it waits for time. */
    public synchronized void stop() throws InterruptedException {
        Thread thread = pacer;
        if (thread != null) {
            thread.interrupt();
            thread.join();
            pacer = null;
        }
    }

    @Override
    public Instant instant() {
        return baton.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ZonedView(this, other);
    }

    @Override
    public void execute(Runnable task) {
        baton.enqueue(List.of(task(Executors.callable(task), Kind.FIRED, Duration.ZERO)));
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        SteppedTask<T> future = task(task, Kind.ASKED, Duration.ZERO);
        baton.enqueue(List.of(future));
        return future;
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return submit(Executors.callable(task, result));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return submit(Executors.callable(task));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return timer(task(Executors.callable(task), Kind.FIRED, Duration.ZERO), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return timer(task(task, Kind.ASKED, Duration.ZERO), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return timer(task(Executors.callable(task), Kind.FIXED_RATE, span(period, unit)), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long pause, TimeUnit unit) {
        return timer(task(Executors.callable(task), Kind.FIXED_DELAY, span(pause, unit)), delay, unit);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, FAR.toDays(), TimeUnit.DAYS);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        List<SteppedTask<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(task(task, Kind.ASKED, Duration.ZERO)));
        baton.enqueue(futures);
        try {
            join(futures, timeout, unit);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
        return List.copyOf(futures);
    }

    private <T> void join(List<SteppedTask<T>> futures, long timeout, TimeUnit unit) throws InterruptedException {
        Instant deadline = baton.now().plus(span(timeout, unit));
        for (SteppedTask<T> future : futures) {
            try {
                if (span(timeout, unit).equals(FAR)) {
                    future.get();
                } else {
                    future.get(Math.max(0, baton.now().until(deadline, ChronoUnit.NANOS)), TimeUnit.NANOSECONDS);
                }
            } catch (ExecutionException | CancellationException e) {
                // The caller finds it in the future.
            } catch (TimeoutException e) {
                return;
            }
        }
    }

    /** Tries one after the other and returns the first success. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        @Nullable ExecutionException last = null;
        for (Callable<T> task : tasks) {
            try {
                return submit(task).get();
            } catch (ExecutionException e) {
                last = e;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("no tasks");
        }
        throw last;
    }

    /** As without a limit, each task within it. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Callable<T>> limited = new ArrayList<>();
        tasks.forEach(task -> limited.add(() -> submit(task).get(timeout, unit)));
        return invokeAny(limited);
    }

    /** Refuses new tasks and cancels all timers, also those that are waited for; what is queued still runs. */
    @Override
    public void shutdown() {
        baton.close(false);
    }

    @Override
    public List<Runnable> shutdownNow() {
        return baton.close(true);
    }

    @Override
    public boolean isShutdown() {
        return baton.isClosed();
    }

    @Override
    public boolean isTerminated() {
        return baton.isEnded();
    }

    /** Waits by wall time. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return baton.awaitEnd(timeout, unit);
    }

    <T> SteppedTask<T> task(Callable<T> work, Kind kind, Duration period) {
        return new SteppedTask<>(baton, work, kind, period);
    }

    private <V> ScheduledFuture<V> timer(SteppedTask<V> task, long delay, TimeUnit unit) {
        baton.schedule(task, span(delay, unit));
        return task;
    }

    /** The duration, cut to a hundred years so that no date overflows. */
    static Duration span(long amount, TimeUnit unit) {
        return amount >= unit.convert(FAR) ? FAR : Duration.of(amount, unit.toChronoUnit());
    }

    private void keepPace(Pace pace) {
        try {
            baton.keepPace(pace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void refuseToDrive() {
        if (isWorker()) {
            throw new IllegalStateException("a task cannot move the time it runs in; it waits on a timer");
        }
        if (pacer != null && pacer.isAlive()) {
            throw new IllegalStateException("time runs by itself; stop it first");
        }
    }
}
