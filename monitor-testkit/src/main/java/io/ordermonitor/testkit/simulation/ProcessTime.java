package io.ordermonitor.testkit.simulation;

import io.ordermonitor.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The timers and threads of one simulated process: with its life, all of them end. Thread-safe. */
final class ProcessTime extends AbstractExecutorService implements ScheduledExecutorService {
    private final VirtualTime time;
    private final Life life;

    ProcessTime(VirtualTime time, Life life) {
        this.time = time;
        this.life = life;
    }

    private Runnable living(Runnable task) {
        return () -> {
            if (!life.isKilled()) {
                quietly(task);
            }
        };
    }

    /** A repeated task ends by what it throws; any other has nobody who asks. */
    private Runnable repeated(Runnable task) {
        return () -> {
            if (life.isKilled()) {
                throw new ProcessKilled();
            }
            task.run();
        };
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (ProcessKilled killed) {
            // With the process.
        }
    }

    private <V> Callable<V> living(Callable<V> task) {
        return () -> {
            if (life.isKilled()) {
                throw new ProcessKilled();
            }
            return task.call();
        };
    }

    @Override
    public void execute(Runnable task) {
        time.execute(living(task));
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return time.submit(living(task));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return time.submit(living(task));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return time.submit(living(task), result);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return time.schedule(living(task), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return time.schedule(living(task), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return time.scheduleAtFixedRate(repeated(task), delay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long pause, TimeUnit unit) {
        return time.scheduleWithFixedDelay(repeated(task), delay, pause, unit);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        List<Callable<T>> living = new ArrayList<>();
        tasks.forEach(task -> living.add(living(task)));
        return time.invokeAll(living);
    }

    @Override
    public void shutdown() {
        life.kill();
    }

    @Override
    public List<Runnable> shutdownNow() {
        life.kill();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return life.isKilled();
    }

    @Override
    public boolean isTerminated() {
        return life.isKilled();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return life.isKilled();
    }
}
