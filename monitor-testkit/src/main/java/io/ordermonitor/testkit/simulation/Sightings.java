package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of each broker order from the answers to its writes and from the books that were shown: no monitor
 * may act on more. Thread-safe.
 */
final class Sightings {
    static final Duration SETTLE = Duration.ofSeconds(15);
    static final Duration APART = Duration.ofSeconds(5);

    private final Map<String, Sighting> byTag = new HashMap<>();
    private final Map<Slice, List<Sighting>> bySlice = new HashMap<>();
    private final Map<Leg, List<Sighting>> byLeg = new HashMap<>();
    private final Map<Long, List<Sighting>> watched = new HashMap<>();
    private final List<Instant> jumps = new ArrayList<>();

    /** A slice of a leg. */
    record Slice(long orderId, LegKind leg, int number) {
        static Slice of(Intent placement) {
            return new Slice(placement.orderId(), placement.leg(), placement.slice());
        }
    }

    private record Leg(long orderId, LegKind leg) {}

    /** One broker order. Guarded by its {@link Sightings}; read by the checks of the same day, which are serial. */
    static final class Sighting {
        private final Intent placement;
        private LineLog.Sent newest;
        private @Nullable BrokerOrder row;
        private Instant shownAt = Instant.MIN;
        private int timesShown;
        private boolean ended;
        private final Set<Integer> shownTo = new HashSet<>();
        private @Nullable Instant absentSince;
        private boolean absent;
        private boolean cancelSent;
        private int modifications;
        private int filled;
        private @Nullable Instant settled;
        private final List<Instant> jumps;

        /** @param jumps when a clock jumped: grows with the day */
        Sighting(Intent placement, LineLog.Sent sent, List<Instant> jumps) {
            this.placement = placement;
            this.newest = sent;
            this.jumps = jumps;
        }

        Intent placement() {
            return placement;
        }

        /** The newest write to it. */
        LineLog.Sent newest() {
            return newest;
        }

        /** The row that was shown last; empty if none ever was. */
        Optional<BrokerOrder> row() {
            return Optional.ofNullable(row);
        }

        /** True if a process was shown it as it was shown last. */
        boolean isShownTo(int process) {
            return shownTo.contains(process);
        }

        /** When the read began that showed it last. */
        Instant shownAt() {
            return shownAt;
        }

        /** The most that any book has shown it to have filled. */
        int filled() {
            return filled;
        }

        /** Units that it was sent with, or last asked to be changed to; what was refused does not count. */
        int asked() {
            OrderTerms first = placement.terms();
            int shown = row == null ? first == null ? 0 : first.quantity() : row.quantity();
            Instant ended = newest.endedAt();
            boolean known = row != null && ended != null && shownAt.isAfter(ended);
            boolean vain =
                    newest.result() instanceof WriteResult.Refused || newest.result() instanceof WriteResult.NotSent;
            if (known || vain || !(newest.ask() instanceof ModifyOrder modify)) {
                return shown;
            }
            int to = modify.terms().quantity();
            return newest.result() instanceof WriteResult.Accepted ? to : Math.max(shown, to);
        }

        /** Units that it may still fill, as far as anybody can know. */
        int remaining() {
            return isOver() ? 0 : Math.max(0, asked() - filled);
        }

        boolean isCancelSent() {
            return cancelSent;
        }

        /** How many modifications the broker took. */
        int modifications() {
            return modifications;
        }

        /** True if it certainly never was, was shown to have ended, or was proved absent. */
        boolean isOver() {
            return isNever() || isEnded() || isAbsent();
        }

        /** True if the answer to its placement says that it is not at the broker. */
        boolean isNever() {
            return newest.kind() == LineLog.Kind.PLACE
                    && (newest.result() instanceof WriteResult.Refused
                            || newest.result() instanceof WriteResult.NotSent);
        }

        /** True if a book has shown it to be over: one that lags may show it live once more. */
        boolean isEnded() {
            return ended;
        }

        /** True if two complete reads that count lacked it, and none had it but one, which its reader may have lost. */
        boolean isAbsent() {
            return absent && timesShown <= 1;
        }

        /** True if nobody saw what became of the newest write, and no book has settled it. */
        boolean isPending() {
            Instant ended = newest.endedAt();
            boolean unknown = ended == null || newest.result() instanceof WriteResult.Unknown;
            return unknown && !newest.startedAt().equals(settled);
        }

        /** A book that was read after the newest write may tell what became of it, and does so once for all. */
        private void settle(BrokerOrder now, Instant ended) {
            boolean told = newest.kind() == LineLog.Kind.PLACE
                    || now.state().isTerminal()
                    || isShown(newest, now)
                    || !shownAt.isBefore(end(ended, SETTLE));
            if (told && shownAt.isAfter(ended)) {
                settled = newest.startedAt();
            }
        }

        /** When a window is over for a process whose clock may have jumped ahead in it. */
        private Instant end(Instant from, Duration window) {
            Instant end = from.plus(window);
            boolean jumped = jumps.stream().anyMatch(at -> !at.isBefore(from) && !at.isAfter(end));
            return jumped ? end.minus(LimitChecks.JUMP) : end;
        }

        private static boolean isShown(LineLog.Sent sent, BrokerOrder row) {
            return sent.ask() instanceof ModifyOrder modify && modify.terms().matches(ModificationChecks.termsOf(row));
        }

        private void seen(@Nullable BrokerOrder now, LineLog.Shown<BrokerOrder> book) {
            if (now != null) {
                if (row == null || row.state() != now.state() || row.filled() != now.filled()) {
                    shownTo.clear();
                }
                row = now;
                timesShown++;
                ended |= now.state().isTerminal();
                filled = Math.max(filled, now.filled());
                shownAt = book.startedAt();
                shownTo.add(book.process());
                Instant over = newest.endedAt();
                if (over != null) {
                    settle(now, over);
                }
                return;
            }
            Instant ended = newest.endedAt();
            if (timesShown <= 1 && ended != null && !absent) {
                missed(book, ended);
            }
        }

        private void missed(LineLog.Shown<BrokerOrder> book, Instant ended) {
            boolean sessionOver = newest.result() instanceof WriteResult.Unknown unknown && unknown.sessionExpired();
            Instant since = absentSince;
            if (sessionOver && !book.startedAt().isBefore(ended)) {
                absent = true;
            } else if (!book.startedAt().isBefore(end(ended, SETTLE))) {
                if (since == null) {
                    absentSince = book.endedAt();
                } else {
                    absent = !book.startedAt().isBefore(end(since, APART));
                }
            }
        }
    }

    /** A clock of ours jumps: it may end early what runs just then. */
    synchronized void clockJumps(Instant now) {
        jumps.add(now);
    }

    /** A write sets out, under a committed intent. */
    synchronized void begins(LineLog.Sent sent, Intent intent) {
        Sighting known = byTag.get(sent.tag());
        if (known == null) {
            Sighting sighting = new Sighting(intent, sent, jumps);
            byTag.put(sent.tag(), sighting);
            bySlice.computeIfAbsent(Slice.of(intent), s -> new ArrayList<>()).add(sighting);
            byLeg.computeIfAbsent(new Leg(intent.orderId(), intent.leg()), l -> new ArrayList<>())
                    .add(sighting);
            watched.computeIfAbsent(sent.accountId(), a -> new ArrayList<>()).add(sighting);
        } else {
            known.newest = sent;
            known.cancelSent |= sent.kind() == LineLog.Kind.CANCEL;
        }
    }

    synchronized void ended(LineLog.Sent sent) {
        Sighting known = byTag.get(sent.tag());
        if (known != null) {
            known.newest = sent;
            boolean taken = sent.kind() == LineLog.Kind.MODIFY && sent.result() instanceof WriteResult.Accepted;
            known.modifications += taken ? 1 : 0;
        }
    }

    /** A complete book was shown. */
    synchronized void read(long accountId, LineLog.Shown<BrokerOrder> book) {
        List<Sighting> own = watched.getOrDefault(accountId, List.of());
        if (!book.isFresh() || own.isEmpty()) {
            return;
        }
        Map<String, BrokerOrder> rows = new HashMap<>();
        for (BrokerOrder row : book.rows()) {
            rows.putIfAbsent(row.tag(), row);
        }
        for (Sighting sighting : own) {
            if (!book.quarantined().contains(sighting.placement.instrument())) {
                sighting.seen(rows.get(sighting.placement.tag()), book);
            }
        }
    }

    synchronized Optional<Sighting> of(String tag) {
        return Optional.ofNullable(byTag.get(tag));
    }

    /** All broker orders of a slice, oldest first. */
    synchronized List<Sighting> of(Slice slice) {
        return List.copyOf(bySlice.getOrDefault(slice, List.of()));
    }

    /** All broker orders of a leg, oldest first. */
    synchronized List<Sighting> of(long orderId, LegKind leg) {
        return List.copyOf(byLeg.getOrDefault(new Leg(orderId, leg), List.of()));
    }

    /** Those of a leg whose newest row has a status that nobody knows. */
    List<Sighting> unknown(long orderId, LegKind leg) {
        return of(orderId, leg).stream()
                .filter(one -> one.row != null && one.row.state() == LegState.UNKNOWN)
                .toList();
    }
}
