package io.ordermonitor.netty.server.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What rounds came to. Not thread-safe. */
final class Figures {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, List<Long>> times = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    int counted(String what) {
        return counts.getOrDefault(what, 0);
    }

    void time(String what, Duration took) {
        times.computeIfAbsent(what, key -> new ArrayList<>()).add(took.toMillis());
    }

    /** A line for each figure. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (what, count) -> text.append(what).append(": ").append(count).append('\n'));
        times.forEach((what, all) -> {
            List<Long> sorted = new ArrayList<>(all);
            Collections.sort(sorted);
            text.append(what)
                    .append(": median ")
                    .append(sorted.get(sorted.size() / 2))
                    .append(" ms, worst ")
                    .append(sorted.get(sorted.size() - 1))
                    .append(" ms, of ")
                    .append(sorted.size())
                    .append('\n');
        });
        return text.toString();
    }
}
