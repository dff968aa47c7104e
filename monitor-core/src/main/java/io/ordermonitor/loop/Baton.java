package io.ordermonitor.loop;

import io.ordermonitor.loop.Turns.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler under {@link SteppedTime}: one lock, the timers, and a baton that exactly one worker holds. Whoever
 * may run waits in a queue for the baton, first come first served; the next timer fires only when the queue is empty
 * and nobody holds the baton. So one run is one interleaving.
 */
final class Baton {
    private final Guard guard = new Guard();
    private final ReentrantLock lock = guard.lock();
    private final Condition quiet = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final Turns ready;
    private final SteppedCrew crew = new SteppedCrew(this);
    private final SteppedTimers timers;
    private @Nullable SteppedWorker holder;
    private volatile @Nullable Pace pace;
    private boolean closed;

    /** @param order picks who of several runs next while time is driven; null: first come, first served */
    Baton(Instant start, Consumer<Instant> moved, @Nullable Random order) {
        this.ready = new Turns(order);
        this.timers = new SteppedTimers(start, moved);
    }

    /** Market time; a reader from outside sees it move between timers while a pace is set. */
    Instant now() {
        if (pace == null || isWorker()) {
            return timers.now();
        }
        return guard.get(() -> {
            catchUp();
            return timers.now();
        });
    }

    boolean isWorker() {
        return Thread.currentThread() instanceof SteppedWorker worker && worker.baton() == this;
    }

    /** Queues tasks as one: nobody else's come between. */
    void enqueue(List<? extends Runnable> tasks) {
        guard.run(() -> {
            refuseIfClosed();
            catchUp();
            tasks.forEach(ready::add);
            passIfFree();
        });
    }

    /** Sets a timer; timers of one instant fire in the order in which they were set. */
    void schedule(SteppedTask<?> task, Duration delay) {
        guard.run(() -> {
            refuseIfClosed();
            catchUp();
            addTimer(task, timers.now().plus(delay.isNegative() ? Duration.ZERO : delay));
        });
    }

    /** Sets a repeated timer anew, unless it was cancelled or everything ends. */
    void again(SteppedTask<?> task, Instant due) {
        guard.run(() -> {
            if (closed) {
                task.cancel(false);
            } else if (!task.isDone()) {
                addTimer(task, due);
            }
        });
    }

    /** Makes a worker wait, without the baton, until one of the tasks is done; it has the baton again on return. */
    void await(List<SteppedTask<?>> tasks) throws InterruptedException {
        SteppedWorker me = (SteppedWorker) Thread.currentThread();
        lock.lock();
        try {
            if (tasks.stream().anyMatch(SteppedTask::isDone)) {
                return;
            }
            me.awaiting().addAll(tasks);
            tasks.forEach(task -> task.waiters().add(me));
            pass();
            awaitTurn(me);
        } finally {
            lock.unlock();
        }
    }

    /** Makes everyone who waited for the task runnable. */
    void completed(SteppedTask<?> task) {
        guard.run(() -> {
            timers.remove(task);
            List.copyOf(task.waiters()).forEach(this::makeReady);
            passIfFree();
        });
    }

    /** Lets the worker of an interrupted task go on, if it waits. */
    void interrupted(SteppedTask<?> task) {
        guard.run(() -> {
            SteppedWorker worker = task.runner();
            if (worker != null && !worker.awaiting().isEmpty()) {
                makeReady(worker);
                passIfFree();
            }
        });
    }

    /** Fires timers as long as the gate lets their instants through, and returns when everything waits. */
    void runWhile(Predicate<Instant> open) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (ready.isRandom()) {
                // What was given before comes first, so that nothing hangs on how far it is.
                awaitQuiet();
            }
            timers.open(open);
            passIfFree();
            awaitQuiet();
        } finally {
            timers.shut();
            lock.unlock();
        }
    }

    /** Sets the time, which never goes back, when everything waits. */
    void reach(Instant target) {
        guard.run(() -> timers.reach(target));
    }

    /** Lets readers from outside see time go on from now. */
    void pace(Pace by) {
        pace = by;
    }

    /** Fires timers when their wall time has come, until interrupted or closed. */
    void keepPace(Pace by) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            timers.open(due -> by.nanosUntil(due) <= 0);
            while (!closed) {
                awaitQuiet();
                pass();
                if (holder == null) {
                    awaitTimer(by);
                }
            }
        } finally {
            catchUp();
            pace = null;
            timers.shut();
            lock.unlock();
        }
    }

    /** The instant of the earliest timer. */
    Optional<Instant> nextDue() {
        return guard.get(() -> timers.nextDue());
    }

    /** Refuses what is new and cancels all timers; what runs or is queued goes on, unless told to stop. */
    List<Runnable> close(boolean stop) {
        return guard.get(() -> {
            closed = true;
            timers.all().forEach(timer -> timer.cancel(false));
            List<Runnable> dropped = stop ? ready.dropTasks() : List.of();
            if (stop) {
                crew.interrupt();
            }
            crew.wake();
            quiet.signalAll();
            changed.signalAll();
            return dropped;
        });
    }

    boolean isClosed() {
        return guard.get(() -> closed);
    }

    boolean isEnded() {
        return guard.get(() -> closed && holder == null && ready.isEmpty());
    }

    boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = unit.toNanos(timeout);
            while (!isEnded()) {
                if (left <= 0) {
                    return false;
                }
                left = quiet.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next task for a worker that has ended one; null if the thread is no longer needed. */
    @Nullable
    Runnable next(SteppedWorker me) {
        lock.lock();
        try {
            Turn turn = chosen();
            if (turn != null && turn.task() != null) {
                return turn.task();
            }
            crew.rest(me);
            pass(turn);
            return me.awaitTask();
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock by a spare worker that gives up waiting. */
    void retire(SteppedWorker me) {
        crew.retire(me);
    }

    Condition condition() {
        return lock.newCondition();
    }

    private void awaitTurn(SteppedWorker me) throws InterruptedException {
        boolean interrupted = false;
        while (holder != me) {
            try {
                me.turn().await();
            } catch (InterruptedException e) {
                interrupted = true;
                if (!me.awaiting().isEmpty()) {
                    makeReady(me);
                }
                passIfFree();
            }
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while waiting for market time");
        }
    }

    private void makeReady(SteppedWorker worker) {
        worker.awaiting().forEach(task -> task.waiters().remove(worker));
        worker.awaiting().clear();
        ready.add(worker);
    }

    private void passIfFree() {
        if (holder == null) {
            pass();
        }
    }

    private void pass() {
        pass(chosen());
    }

    /** Who is next; null if everybody waits. */
    private @Nullable Turn chosen() {
        if (ready.isEmpty()) {
            fire();
        }
        return ready.next(timers.isOpen());
    }

    private void pass(@Nullable Turn next) {
        if (next == null) {
            holder = null;
            quiet.signalAll();
            return;
        }
        SteppedWorker worker = next.worker();
        if (worker == null) {
            holder = crew.give(next.task());
        } else {
            holder = worker;
            worker.turn().signal();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        while (holder != null || !ready.isEmpty()) {
            quiet.await();
        }
    }

    /** Fires the earliest timer; where the order is random, all of its instant. */
    private void fire() {
        SteppedTask<?> first = timers.fire();
        if (first != null) {
            ready.add(first);
        }
        while (first != null
                && ready.isRandom()
                && timers.nextDue().filter(first.due()::equals).isPresent()) {
            first = timers.fire();
            if (first != null) {
                ready.add(first);
            }
        }
    }

    private void addTimer(SteppedTask<?> task, Instant due) {
        if (timers.add(task, due)) {
            changed.signalAll();
        }
    }

    /** Waits until the earliest timer's wall time, or for another timer; the caller looks again. */
    @SuppressWarnings("WaitNotInLoop")
    private void awaitTimer(Pace by) throws InterruptedException {
        Optional<Instant> next = timers.nextDue();
        if (next.isPresent()) {
            changed.awaitNanos(by.nanosUntil(next.get()));
        } else {
            changed.await();
        }
    }

    private void catchUp() {
        Pace by = pace;
        if (by != null && !isWorker() && holder == null && ready.isEmpty()) {
            timers.reachAtMost(by.marketNow());
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new RejectedExecutionException("stepped time was shut down");
        }
    }
}
