package io.ordermonitor.step;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is said when it becomes true, not each cycle. Thread-safe. */
final class SaidOnce {
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** True if the condition holds and did not when it was last asked about. */
    boolean isNews(String about, boolean holds) {
        if (holds) {
            return said.add(about);
        }
        said.remove(about);
        return false;
    }
}
