package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults that wait to strike on one account's line, and the books of a while ago. Thread-safe. */
final class LineFaults {
    private final Deque<PlannedFault> writes = new ArrayDeque<>();
    private final Deque<PlannedFault> reads = new ArrayDeque<>();
    private final List<Picture> pictures = new ArrayList<>();
    private Duration lag = Duration.ZERO;
    private @Nullable Instant lagsUntil;

    /** A book as it stood. */
    private record Picture(Instant at, List<BrokerOrder> rows) {}

    synchronized void add(PlannedFault fault) {
        switch (fault.kind()) {
            case REPLY_LOST_AFTER, REPLY_LOST_BEFORE, LATE_ARRIVAL, NOT_SENT -> writes.add(fault);
            case RATE_LIMITED -> (fault.pick() % 2 == 0 ? reads : writes).add(fault);
            default -> reads.add(fault);
        }
    }

    synchronized Optional<PlannedFault> nextWrite() {
        return Optional.ofNullable(writes.poll());
    }

    synchronized Optional<PlannedFault> nextRead() {
        return Optional.ofNullable(reads.poll());
    }

    /** From now on until then reads show what stood some time before them. */
    synchronized void lag(Duration by, Instant until) {
        lag = by;
        lagsUntil = until;
    }

    synchronized boolean isLagging(Instant now) {
        return lagsUntil != null && now.isBefore(lagsUntil);
    }

    /** Notes a book; what no lag will ask for again is dropped. */
    synchronized void picture(Instant now, List<BrokerOrder> rows) {
        pictures.add(new Picture(now, rows));
        while (pictures.size() > 2 && pictures.get(1).at().isBefore(now.minus(Duration.ofMinutes(2)))) {
            pictures.remove(0);
        }
    }

    /** The book as a lagging broker shows it. */
    synchronized List<BrokerOrder> lagging(Instant now) {
        Instant at = now.minus(lag);
        List<BrokerOrder> rows =
                pictures.isEmpty() ? List.of() : pictures.get(0).rows();
        for (Picture one : pictures) {
            if (!one.at().isAfter(at)) {
                rows = one.rows();
            }
        }
        return rows;
    }

    /** What is forgotten at the end of all faults. */
    synchronized void clear() {
        writes.clear();
        reads.clear();
        lagsUntil = null;
    }
}
