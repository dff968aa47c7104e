package io.ordermonitor.step;

import io.ordermonitor.order.PnlKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys whose stored books changed and whose profit and loss was not calculated since: kept from where they are stored
 * to where they are calculated, whatever fails between. Thread-safe for different users.
 */
final class DueKeys {
    private final Map<Long, Set<PnlKey>> due = new ConcurrentHashMap<>();

    void add(long userId, Collection<PnlKey> keys) {
        if (!keys.isEmpty()) {
            due.computeIfAbsent(userId, u -> new HashSet<>()).addAll(keys);
        }
    }

    Set<PnlKey> of(long userId) {
        return Set.copyOf(due.getOrDefault(userId, Set.of()));
    }

    void done(long userId) {
        due.remove(userId);
    }
}
