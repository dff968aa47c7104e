package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler under {@link SteppedTime}: one lock, the timers, and a baton that exactly one worker holds. Whoever
 * may run waits in a queue for the baton, first come first served; the next timer fires only when the queue is empty
 * and nobody holds the baton. So one run is one interleaving.
 */
final class Baton {
    /** Somebody who may run: a task that has not begun, or a worker that waited. */
    private record Turn(@Nullable Runnable task, @Nullable SteppedWorker worker) {}

    private static final Predicate<Instant> SHUT = due -> false;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final Deque<Turn> ready = new ArrayDeque<>();
    private final Deque<SteppedWorker> spare = new ArrayDeque<>();
    private final List<SteppedWorker> workers = new ArrayList<>();
    private final TreeSet<SteppedTask<?>> timers = new TreeSet<>();
    private @Nullable SteppedWorker holder;
    private volatile Instant now;
    private Predicate<Instant> gate = SHUT;
    private volatile @Nullable Pace pace;
    private long sequence;
    private int named;
    private boolean closed;

    Baton(Instant start) {
        this.now = start;
    }

    /** Market time; a reader from outside sees it move between timers while a pace is set. */
    Instant now() {
        if (pace == null || isWorker()) {
            return now;
        }
        lock.lock();
        try {
            catchUp();
            return now;
        } finally {
            lock.unlock();
        }
    }

    boolean isWorker() {
        return Thread.currentThread() instanceof SteppedWorker worker && worker.baton() == this;
    }

    /** Queues tasks as one: nobody else's come between. */
    void enqueue(List<? extends Runnable> tasks) {
        lock.lock();
        try {
            refuseIfClosed();
            catchUp();
            tasks.forEach(task -> ready.add(new Turn(task, null)));
            if (holder == null) {
                pass();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sets a timer; timers of one instant fire in the order in which they were set. */
    void schedule(SteppedTask<?> task, Duration delay) {
        lock.lock();
        try {
            refuseIfClosed();
            catchUp();
            addTimer(task, now.plus(delay.isNegative() ? Duration.ZERO : delay));
        } finally {
            lock.unlock();
        }
    }

    /** Sets a repeated timer anew, unless it was cancelled or everything ends. */
    void again(SteppedTask<?> task, Instant due) {
        lock.lock();
        try {
            if (closed) {
                task.cancel(false);
            } else if (!task.isDone()) {
                addTimer(task, due);
            }
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            if (task.isTimer()) {
                timers.remove(task);
            }
            List.copyOf(task.waiters()).forEach(this::makeReady);
            if (holder == null) {
                pass();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the worker of an interrupted task go on, if it waits. */
    void interrupted(SteppedTask<?> task) {
        lock.lock();
        try {
            SteppedWorker worker = task.runner();
            if (worker != null && !worker.awaiting().isEmpty()) {
                makeReady(worker);
                if (holder == null) {
                    pass();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Fires timers as long as the gate lets their instants through, and returns when everything waits. */
    void runWhile(Predicate<Instant> open) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            gate = open;
            if (holder == null) {
                pass();
            }
            awaitQuiet();
        } finally {
            gate = SHUT;
            lock.unlock();
        }
    }

    /** Sets the time, which never goes back, when everything waits. */
    void reach(Instant target) {
        lock.lock();
        try {
            now = target.isAfter(now) ? target : now;
        } finally {
            lock.unlock();
        }
    }

    /** Lets readers from outside see time go on from now. */
    void pace(Pace by) {
        pace = by;
    }

    /** Fires timers when their wall time has come, until interrupted or closed. */
    void keepPace(Pace by) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            gate = due -> by.nanosUntil(due) <= 0;
            while (!closed) {
                awaitQuiet();
                pass();
                if (holder == null && timers.isEmpty()) {
                    changed.await();
                } else if (holder == null) {
                    changed.awaitNanos(by.nanosUntil(timers.first().due()));
                }
            }
        } finally {
            catchUp();
            pace = null;
            gate = SHUT;
            lock.unlock();
        }
    }

    /** The instant of the earliest timer. */
    Optional<Instant> nextDue() {
        lock.lock();
        try {
            return timers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(timers.first().due());
        } finally {
            lock.unlock();
        }
    }

    /** Refuses what is new and cancels all timers; what runs or is queued goes on, unless told to stop. */
    List<Runnable> close(boolean stop) {
        lock.lock();
        try {
            closed = true;
            List.copyOf(timers).forEach(timer -> timer.cancel(false));
            List<Runnable> dropped = new ArrayList<>();
            if (stop) {
                ready.removeIf(turn -> turn.task() != null && dropped.add(turn.task()));
                workers.forEach(Thread::interrupt);
            }
            spare.forEach(worker -> worker.turn().signal());
            quiet.signalAll();
            changed.signalAll();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return closed && holder == null && ready.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = unit.toNanos(timeout);
            while (!(closed && holder == null && ready.isEmpty())) {
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
            Turn first = ready.peek();
            if (first == null) {
                fireFirst();
                first = ready.peek();
            }
            if (first != null && first.task() != null) {
                ready.remove();
                return first.task();
            }
            spare.add(me);
            pass();
            return me.awaitTask();
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock by a spare worker that gives up waiting. */
    void retire(SteppedWorker me) {
        spare.remove(me);
        workers.remove(me);
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
                if (holder == null) {
                    pass();
                }
            }
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while waiting for market time");
        }
    }

    private void makeReady(SteppedWorker worker) {
        worker.awaiting().forEach(task -> task.waiters().remove(worker));
        worker.awaiting().clear();
        ready.add(new Turn(null, worker));
    }

    private void pass() {
        if (ready.isEmpty()) {
            fireFirst();
        }
        Turn next = ready.poll();
        if (next == null) {
            holder = null;
            quiet.signalAll();
            return;
        }
        SteppedWorker worker = next.worker();
        if (worker == null) {
            holder = give(next.task());
        } else {
            holder = worker;
            worker.turn().signal();
        }
    }

    private SteppedWorker give(@Nullable Runnable task) {
        SteppedWorker idle = spare.pollLast();
        if (idle != null) {
            idle.give(task);
            return idle;
        }
        SteppedWorker worker = new SteppedWorker(this, ++named);
        workers.add(worker);
        worker.give(task);
        worker.start();
        return worker;
    }

    private void awaitQuiet() throws InterruptedException {
        while (holder != null || !ready.isEmpty()) {
            quiet.await();
        }
    }

    private void fireFirst() {
        if (timers.isEmpty() || !gate.test(timers.first().due())) {
            return;
        }
        SteppedTask<?> first = timers.first();
        timers.remove(first);
        now = first.due().isAfter(now) ? first.due() : now;
        ready.add(new Turn(first, null));
    }

    private void addTimer(SteppedTask<?> task, Instant due) {
        task.due(due, sequence++);
        timers.add(task);
        if (timers.first() == task) {
            changed.signalAll();
        }
    }

    private void catchUp() {
        Pace by = pace;
        if (by == null || isWorker() || holder != null || !ready.isEmpty()) {
            return;
        }
        Instant paced = by.marketNow();
        boolean early = timers.isEmpty() || timers.first().due().isAfter(paced);
        reach(early ? paced : timers.first().due());
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new RejectedExecutionException("stepped time was shut down");
        }
    }
}
