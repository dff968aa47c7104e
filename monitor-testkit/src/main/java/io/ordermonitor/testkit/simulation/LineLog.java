package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
     * @param process which process wrote it, counted from 1
     * @param result null while it is under way
     */
    record Sent(
            long accountId,
            int process,
            Kind kind,
            String tag,
            Object ask,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable WriteResult result) {}

    /**
     * A read of a kind.
     *
     * @param process which process read it, counted from 1
     * @param isTrue it showed what stood there
     * @param rows what it showed; none if it failed
     * @param failure why it failed; null if it did not
     */
    record Shown<T>(
            int process,
            Instant startedAt,
            Instant endedAt,
            boolean isTrue,
            List<T> rows,
            Set<InstrumentId> quarantined,
            @Nullable FailureKind failure) {
        static <T> Shown<T> of(int process, Instant startedAt, Read<T> read, boolean isTrue) {
            if (read instanceof Read.Fresh<T> fresh) {
                return new Shown<>(
                        process, startedAt, fresh.endedAt(), isTrue, fresh.rows(), fresh.quarantined(), null);
            }
            FailureKind kind = ((Read.Failed<T>) read).kind();
            return new Shown<>(process, startedAt, startedAt, false, List.of(), Set.of(), kind);
        }

        boolean isFresh() {
            return failure == null;
        }
    }

    /** The line of a process to an account. */
    private record Line(long accountId, int process) {}

    /** Hears what goes over the lines. */
    interface Watcher {
        /** A write begins; the exchange has not heard of it. */
        void begins(Sent sent);

        /** A write ended. */
        void ended(Sent sent);

        /** A book was read. */
        void read(long accountId, Shown<BrokerOrder> book);

        /** Positions were read. */
        void positionsRead(long accountId, Shown<?> positions);

        /** A login begins or ends. */
        void login(long accountId, int process, boolean begins);
    }

    private final List<Sent> writes = new ArrayList<>();
    private final Map<String, List<Integer>> byTag = new HashMap<>();
    private final Map<Line, Shown<BrokerOrder>> books = new HashMap<>();
    private final Map<Line, Shown<Position>> positions = new HashMap<>();
    private final Map<Long, Shown<Position>> truePositions = new HashMap<>();
    private final Map<Long, Instant> lastWrites = new HashMap<>();
    private final Map<Long, NavigableSet<Instant>> trueReads = new HashMap<>();
    private final Map<Long, NavigableMap<Instant, Instant>> news = new HashMap<>();
    private @Nullable Watcher watcher;

    /** Is given all that goes over the lines from now on. */
    synchronized void watch(Watcher by) {
        watcher = by;
    }

    private synchronized Optional<Watcher> watcher() {
        return Optional.ofNullable(watcher);
    }

    void begins(long accountId, int process, Kind kind, String tag, Object ask, Instant at) {
        Sent sent = new Sent(accountId, process, kind, tag, ask, at, null, null);
        watcher().ifPresent(by -> by.begins(sent));
        synchronized (this) {
            byTag.computeIfAbsent(tag, t -> new ArrayList<>()).add(writes.size());
            writes.add(sent);
            lastWrites.put(accountId, at);
        }
    }

    void ended(long accountId, Kind kind, String tag, WriteResult result, Instant startedAt, Instant endedAt) {
        Sent sent = null;
        synchronized (this) {
            List<Integer> own = byTag.getOrDefault(tag, List.of());
            for (int i = own.size() - 1; i >= 0 && sent == null; i--) {
                Sent one = writes.get(own.get(i));
                if (one.kind() == kind && one.startedAt().equals(startedAt)) {
                    sent = new Sent(accountId, one.process(), kind, tag, one.ask(), startedAt, endedAt, result);
                    writes.set(own.get(i), sent);
                }
            }
        }
        if (sent != null) {
            Sent done = sent;
            watcher().ifPresent(by -> by.ended(done));
        }
    }

    void book(long accountId, int process, Instant startedAt, Read<BrokerOrder> read, boolean isTrue) {
        Shown<BrokerOrder> shown = Shown.of(process, startedAt, read, isTrue);
        synchronized (this) {
            books.put(new Line(accountId, process), shown);
            if (isTrue && shown.isFresh()) {
                Duration half = Duration.between(startedAt, shown.endedAt()).dividedBy(2);
                newsOf(accountId).put(startedAt.plus(half), shown.endedAt());
            }
        }
        watcher().ifPresent(by -> by.read(accountId, shown));
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

    void positions(long accountId, int process, Instant startedAt, Read<Position> read, boolean isTrue) {
        Shown<Position> shown = Shown.of(process, startedAt, read, isTrue);
        synchronized (this) {
            positions.put(new Line(accountId, process), shown);
            if (shown.isTrue()) {
                truePositions.put(accountId, shown);
            }
        }
        watcher().ifPresent(by -> by.positionsRead(accountId, shown));
    }

    /** A login of an account begins, or ends. */
    void login(long accountId, int process, boolean begins) {
        watcher().ifPresent(by -> by.login(accountId, process, begins));
    }

    /** The book of an account as a process read it last. */
    synchronized Optional<Shown<BrokerOrder>> book(long accountId, int process) {
        return Optional.ofNullable(books.get(new Line(accountId, process)));
    }

    /** The positions of an account as a process read them last. */
    synchronized Optional<Shown<Position>> positions(long accountId, int process) {
        return Optional.ofNullable(positions.get(new Line(accountId, process)));
    }

    /** The positions of an account as they were read last and truly, by whichever process. */
    synchronized Optional<Shown<Position>> truePositions(long accountId) {
        return Optional.ofNullable(truePositions.get(accountId));
    }

    /** All writes from that one on, oldest first; 0 for the first. */
    synchronized List<Sent> since(int from) {
        return List.copyOf(writes.subList(from, writes.size()));
    }

    synchronized List<Sent> writes() {
        return since(0);
    }

    synchronized int count() {
        return writes.size();
    }

    /** True if something was written to an account at an instant or later. */
    synchronized boolean isWritten(long accountId, Instant since) {
        Instant last = lastWrites.get(accountId);
        return last != null && !last.isBefore(since);
    }

    /** A cycle without an error was shown the truth of an account, and has stored it. */
    synchronized void stored(long accountId, Shown<BrokerOrder> book) {
        trueReads.computeIfAbsent(accountId, id -> new TreeSet<>()).add(book.startedAt());
    }

    /** True if a cycle has stored what was true of an account after an instant of its day. */
    synchronized boolean isStoredAfter(long accountId, Instant at) {
        Instant next = trueReads.getOrDefault(accountId, new TreeSet<>()).higher(at);
        return next != null && DayTimes.dayOf(next).equals(DayTimes.dayOf(at));
    }

    /** The writes to one tag that ended or are under way, oldest first. */
    synchronized List<Sent> of(String tag) {
        return byTag.getOrDefault(tag, List.of()).stream().map(writes::get).toList();
    }
}
