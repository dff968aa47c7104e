package io.ordermonitor.loop;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A reentrant lock as it is used here: something short is done under it, and nothing that blocks. */
final class Guard {
    private final ReentrantLock lock = new ReentrantLock();

    /** For conditions, and for waits that an interrupt ends. */
    ReentrantLock lock() {
        return lock;
    }

    void run(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T get(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
