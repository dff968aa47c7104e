package io.ordermonitor.step;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Brokers take one read of a kind and account a second: a repeated one, or one of the next cycle, waits. Thread-safe. */
final class ReadSpacing {
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Map<Key, Instant> newest = new ConcurrentHashMap<>();

    /** What is read of an account. */
    enum Kind {
        BOOK,
        POSITIONS
    }

    private record Key(long accountId, Kind kind) {}

    /** How long a read that would go now has to wait; it counts as sent after that. */
    Duration reserve(long accountId, Kind kind, Instant now) {
        Instant at = newest.compute(new Key(accountId, kind), (key, last) -> later(last, now));
        return Duration.between(now, at);
    }

    /** A clock that went back does not keep anybody waiting. */
    private static Instant later(@Nullable Instant last, Instant now) {
        if (last == null || last.isAfter(now.plus(LONGEST))) {
            return now;
        }
        Instant free = last.plus(APART);
        return free.isAfter(now) ? free : now;
    }
}
