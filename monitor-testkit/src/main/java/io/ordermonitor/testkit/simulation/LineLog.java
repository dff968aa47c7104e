package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What went over the lines of a day, and what each account was last shown. Thread-safe. */
final class LineLog {
    /** Kinds of writes. */
    enum Kind {
        PLACE,
        MODIFY,
        CANCEL
    }

    /**
     * A write that reached a line.
     *
     * @param result null while it is under way
     */
    record Sent(
            long accountId,
            Kind kind,
            String tag,
            Object ask,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable WriteResult result) {}

    /**
     * The newest read of a kind.
     *
     * @param isTrue it showed the book as it stood
     */
    record Shown(Instant startedAt, boolean isFresh, boolean isTrue) {}

    private final List<Sent> writes = new ArrayList<>();
    private final Map<Long, Shown> books = new HashMap<>();
    private final Map<Long, Shown> positions = new HashMap<>();
    private final Map<Long, NavigableMap<Instant, Instant>> news = new HashMap<>();
    private Consumer<Sent> watcher = sent -> {};

    /** Is given each write when it begins, before the exchange hears of it. */
    synchronized void watch(Consumer<Sent> by) {
        watcher = by;
    }

    void begins(long accountId, Kind kind, String tag, Object ask, Instant at) {
        Consumer<Sent> by;
        synchronized (this) {
            by = watcher;
        }
        Sent sent = new Sent(accountId, kind, tag, ask, at, null, null);
        by.accept(sent);
        synchronized (this) {
            writes.add(sent);
        }
    }

    synchronized void ended(
            long accountId, Kind kind, String tag, WriteResult result, Instant startedAt, Instant endedAt) {
        for (int i = writes.size() - 1; i >= 0; i--) {
            Sent one = writes.get(i);
            if (one.tag().equals(tag) && one.kind() == kind && one.startedAt().equals(startedAt)) {
                writes.set(i, new Sent(accountId, kind, tag, one.ask(), startedAt, endedAt, result));
                return;
            }
        }
    }

    synchronized void book(long accountId, Instant startedAt, Read<BrokerOrder> read, boolean isTrue) {
        books.put(accountId, new Shown(startedAt, read.isFresh(), isTrue));
        if (isTrue && read instanceof Read.Fresh<BrokerOrder> fresh) {
            Duration half = Duration.between(startedAt, fresh.endedAt()).dividedBy(2);
            newsOf(accountId).put(startedAt.plus(half), fresh.endedAt());
        }
    }

    /** A fill was pushed. */
    synchronized void pushed(long accountId, Instant at) {
        newsOf(accountId).put(at, at);
    }

    /** When reads that showed the truth, and pushes of fills, looked at the book, and when each was there. */
    synchronized NavigableMap<Instant, Instant> news(long accountId) {
        return new TreeMap<>(newsOf(accountId));
    }

    private NavigableMap<Instant, Instant> newsOf(long accountId) {
        return news.computeIfAbsent(accountId, id -> new TreeMap<>());
    }

    synchronized void positions(long accountId, Instant startedAt, Read<Position> read, boolean isTrue) {
        positions.put(accountId, new Shown(startedAt, read.isFresh(), isTrue));
    }

    synchronized Optional<Shown> book(long accountId) {
        return Optional.ofNullable(books.get(accountId));
    }

    synchronized Optional<Shown> positions(long accountId) {
        return Optional.ofNullable(positions.get(accountId));
    }

    synchronized List<Sent> writes() {
        return List.copyOf(writes);
    }

    synchronized int count() {
        return writes.size();
    }

    /** The writes to one tag that ended or are under way, oldest first. */
    synchronized List<Sent> of(String tag) {
        return writes.stream().filter(one -> one.tag().equals(tag)).toList();
    }
}
