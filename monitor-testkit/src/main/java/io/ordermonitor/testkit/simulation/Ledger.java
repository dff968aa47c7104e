package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was committed before it was sent: the intents of all processes, by tag. Thread-safe. */
final class Ledger {
    private final Map<String, Intent> placements = new LinkedHashMap<>();
    private final Map<Long, List<BrokerOrder>> earlier = new HashMap<>();
    private final Map<String, Intent> newest = new LinkedHashMap<>();
    private final Map<Long, Long> fences = new LinkedHashMap<>();
    private final Map<Long, Long> owners = new HashMap<>();

    synchronized void committed(List<Intent> intents) {
        for (Intent intent : intents) {
            newest.put(intent.tag(), intent);
            placements.putIfAbsent(intent.tag(), intent);
            fences.merge(intent.userId(), intent.fence(), Math::max);
        }
    }

    /** A process took a user, under this number. */
    synchronized void owned(long userId, long fence) {
        owners.merge(userId, fence, Math::max);
    }

    /** The highest fencing number under which anybody took a user. */
    synchronized long owner(long userId) {
        return owners.getOrDefault(userId, 0L);
    }

    /** A day of an account ended with this book. */
    synchronized void dayEnded(long accountId, List<BrokerOrder> book) {
        earlier.computeIfAbsent(accountId, id -> new ArrayList<>()).addAll(book);
    }

    /** The books of the days of an account that have ended. */
    synchronized List<BrokerOrder> earlier(long accountId) {
        return List.copyOf(earlier.getOrDefault(accountId, List.of()));
    }

    /** The intent under which a tag was first used. */
    synchronized Optional<Intent> placement(String tag) {
        return Optional.ofNullable(placements.get(tag));
    }

    /** The newest intent of a tag. */
    synchronized Optional<Intent> newest(String tag) {
        return Optional.ofNullable(newest.get(tag));
    }

    /** The highest fencing number under which anything was committed for a user. */
    synchronized long fence(long userId) {
        return fences.getOrDefault(userId, 0L);
    }
}
