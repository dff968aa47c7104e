package io.ordermonitor.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that chooses threads: one executor for cycles and one for calls to brokers, since waiting for the
 * pool one runs on is a deadlock. Virtual threads where the JDK has them, else bounded platform threads; or executors
 * that are given, as stepped time. Cycles in flight are bounded by a queue here, never by a blocked thread.
 * Thread-safe.
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
    private static final Duration THREAD_IDLE = Duration.ofSeconds(30);

    private final ExecutorService cycles;
    private final ExecutorService calls;
    private final boolean owned;
    private final int cyclesInFlight;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int inFlight;
    private boolean closed;

    private Workers(ExecutorService cycles, ExecutorService calls, boolean owned, int cyclesInFlight) {
        if (cyclesInFlight < 1) {
            throw new IllegalArgumentException("cycles in flight must be at least 1: " + cyclesInFlight);
        }
        this.cycles = cycles;
        this.calls = calls;
        this.owned = owned;
        this.cyclesInFlight = cyclesInFlight;
    }

    /**
     * Workers on threads of their own.
     *
     * @param cyclesInFlight the most cycles at once, in step with the database pool
     * @param callThreads the most platform threads for calls, where there are no virtual ones
     */
    public static Workers threads(int cyclesInFlight, int callThreads) {
        ExecutorService cycles = virtual("cycle-").orElseGet(() -> platform("cycle-", cyclesInFlight));
        ExecutorService calls = virtual("call-").orElseGet(() -> platform("call-", callThreads));
        return new Workers(cycles, calls, true, cyclesInFlight);
    }

    /** Workers on an executor that lets waiting tasks overlap, such as stepped time; it is not closed with them. */
    public static Workers on(ExecutorService executor, int cyclesInFlight) {
        return new Workers(executor, executor, false, cyclesInFlight);
    }

    /** Runs a cycle as soon as fewer than the bound are in flight; what it throws is logged. */
    public void execute(Runnable cycle) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("workers were closed");
            }
            if (inFlight == cyclesInFlight) {
                queue.add(cycle);
                return;
            }
            inFlight++;
        } finally {
            lock.unlock();
        }
        start(cycle);
    }

    /**
     * Makes calls side by side and returns their results in order, when all have ended. If any throws, the first
     * exception in order is thrown after all have ended: an unchecked one as it is, another wrapped. Blocking.
     */
    public <T> List<T> callAll(Collection<? extends Callable<T>> work) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : calls.invokeAll(work)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException("a call failed: " + e.getCause(), e.getCause());
            }
        }
        return results;
    }

    /** The executor of calls, for work that is neither a cycle nor joined. */
    public ExecutorService calls() {
        return calls;
    }

    /** Cycles that run or wait for their turn. */
    public int load() {
        lock.lock();
        try {
            return inFlight + queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #close(Duration)} with thirty seconds. */
    @Override
    public void close() {
        if (!close(CLOSE_LIMIT)) {
            LOG.warn("cycles still ran when the workers were closed count={}", load());
        }
    }

    /**
     * Takes no more cycles and waits, by wall time, until those in flight or waiting have ended; false if some did
     * not in time.
     */
    public boolean close(Duration limit) {
        boolean ended = awaitIdle(limit);
        if (owned) {
            cycles.shutdown();
            calls.shutdown();
            if (!ended) {
                cycles.shutdownNow();
                calls.shutdownNow();
            }
        }
        return ended;
    }

    private boolean awaitIdle(Duration limit) {
        lock.lock();
        try {
            closed = true;
            long left = limit.toNanos();
            while (inFlight > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return inFlight == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void start(Runnable cycle) {
        try {
            cycles.execute(() -> attempt(cycle));
        } catch (RejectedExecutionException e) {
            ended();
            throw e;
        }
    }

    private void attempt(Runnable cycle) {
        try {
            cycle.run();
        } catch (Throwable e) {
            LOG.error("a task of a user's loop threw; others go on", e);
        } finally {
            ended();
        }
    }

    private void ended() {
        Optional<Runnable> next;
        lock.lock();
        try {
            next = Optional.ofNullable(queue.poll());
            if (next.isEmpty() && --inFlight == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        next.ifPresent(this::start);
    }

    /** An executor of virtual threads; empty before JDK 21. */
    static Optional<ExecutorService> virtual(String prefix) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle name =
                    lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            MethodHandle executor = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            Object named = name.invoke(ofVirtual.invoke(), prefix, 1L);
            return Optional.of((ExecutorService) executor.invoke((ThreadFactory) factory.invoke(named)));
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("this JDK has virtual threads but refuses to make them", e);
        }
    }

    private static ExecutorService platform(String prefix, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                THREAD_IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, prefix + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
