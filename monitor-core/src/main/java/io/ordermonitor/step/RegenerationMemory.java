package io.ordermonitor.step;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the store need not be asked for rejected or waiting rows: a cache, empty after a restart, so that the first
 * cycle asks. Thread-safe.
 */
final class RegenerationMemory {
    private final Map<Long, Instant> lastRejection = new ConcurrentHashMap<>();
    private final Set<Long> nothingWaits = ConcurrentHashMap.newKeySet();

    void rejected(long userId, Instant at) {
        lastRejection.put(userId, at);
    }

    /** True if a rejected order of this age may wait for its regeneration. */
    boolean mayWait(long userId, Instant since) {
        Instant last = lastRejection.get(userId);
        return last == null || !last.isBefore(since);
    }

    /** The store was asked for rejections since then. */
    void asked(long userId, Instant since) {
        lastRejection.putIfAbsent(userId, since);
    }

    void waits(long userId) {
        nothingWaits.remove(userId);
    }

    void nothingWaits(long userId) {
        nothingWaits.add(userId);
    }

    boolean mayHaveWaiting(long userId) {
        return !nothingWaits.contains(userId);
    }
}
