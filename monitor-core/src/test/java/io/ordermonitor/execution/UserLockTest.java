package io.ordermonitor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who holds a user's write lock when patience ends at the instant at which the lock is given back. */
@Timeout(30)
class UserLockTest {
    private final List<RunnableScheduledFuture<?>> turns = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1) {
        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Runnable task, RunnableScheduledFuture<V> future) {
            turns.add(future);
            return future;
        }
    };

    @AfterEach
    void end() {
        threads.shutdownNow();
        timers.shutdownNow();
    }

    @Test
    void aWaiterWhosePatienceEndsAsTheLockIsHandedOnDoesNotGiveItBack() throws Exception {
        UserLock lock = new UserLock(timers);
        lock.lock();
        Future<Boolean> impatient = waiter(lock, 1);
        Future<Boolean> patient = waiter(lock, 2);
        synchronized (lock) {
            turns.get(0).run();
            lock.unlock();
        }
        assertThat(impatient.get(10, TimeUnit.SECONDS))
                .as("the impatient one has it")
                .isFalse();
        assertThat(patient.get(10, TimeUnit.SECONDS))
                .as("the patient one has it")
                .isTrue();
        Future<Boolean> third = waiter(lock, 3);
        assertThat(third.isDone()).as("a second holder").isFalse();
        lock.unlock();
        assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Somebody who wants the lock; returns when he waits for it, as the n-th of all. */
    private Future<Boolean> waiter(UserLock lock, int n) throws InterruptedException {
        Future<Boolean> waiter = threads.submit(() -> {
            try {
                lock.lock();
                return true;
            } catch (TimeoutException e) {
                return false;
            }
        });
        while (turns.size() < n && !waiter.isDone()) {
            Thread.onSpinWait();
        }
        return waiter;
    }
}
