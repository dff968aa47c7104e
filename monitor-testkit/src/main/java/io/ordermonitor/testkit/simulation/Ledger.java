package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Intent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was committed before it was sent: the intents of all processes, by tag. Thread-safe. */
final class Ledger {
    private final Map<String, Intent> placements = new LinkedHashMap<>();
    private final Map<String, Intent> newest = new LinkedHashMap<>();

    synchronized void committed(List<Intent> intents) {
        for (Intent intent : intents) {
            newest.put(intent.tag(), intent);
            placements.putIfAbsent(intent.tag(), intent);
        }
    }

    /** The intent under which a tag was first used. */
    synchronized Optional<Intent> placement(String tag) {
        return Optional.ofNullable(placements.get(tag));
    }

    /** The newest intent of a tag. */
    synchronized Optional<Intent> newest(String tag) {
        return Optional.ofNullable(newest.get(tag));
    }
}
