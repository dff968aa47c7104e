package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults that wait to strike on one account's line, and what lasts on it for a while. Thread-safe. */
final class LineFaults {
    private static final List<LegKind> LEGS = List.of(LegKind.ENTRY, LegKind.SL, LegKind.TP);

    private final Deque<PlannedFault> writes = new ArrayDeque<>();
    private final Deque<PlannedFault> reads = new ArrayDeque<>();
    private final Deque<PlannedFault> positions = new ArrayDeque<>();
    private final Lag<BrokerOrder> book = new Lag<>();
    private final Lag<Position> holdings = new Lag<>();
    private final Set<String> capped = new HashSet<>();
    private Optional<PlannedFault> refusesStops = Optional.empty();
    private Instant refusesStopsUntil = Instant.EPOCH;
    private Instant positionsDownUntil = Instant.EPOCH;
    private Instant eventsAstrayUntil = Instant.EPOCH;
    private int astray;
    private final Set<InstrumentId> halted = new HashSet<>();

    synchronized void add(PlannedFault fault) {
        switch (fault.kind()) {
            case REPLY_LOST_AFTER,
                    REPLY_LOST_BEFORE,
                    LATE_ARRIVAL,
                    NOT_SENT,
                    ERROR_BODY,
                    TOKEN_KILLED,
                    STOP_REFUSED,
                    SLICE_REFUSED,
                    TURNED_DOWN,
                    MODIFY_REFUSED,
                    FILL_DURING_CANCEL,
                    FILL_BEFORE_MODIFY -> writes.add(fault);
            case EMPTY_POSITIONS, QUARANTINED_POSITION -> positions.add(fault);
            case RATE_LIMITED -> (fault.pick() % 2 == 0 ? reads : writes).add(fault);
            default -> reads.add(fault);
        }
    }

    /** The oldest fault that fits a write, which strikes now; some refuse all slices of a stop that go out together. */
    synchronized Optional<PlannedFault> nextWrite(LineLog.Kind kind, Optional<Intent> intent, Instant now) {
        if (now.isBefore(refusesStopsUntil) && fits(refusesStops.orElseThrow(), kind, intent)) {
            return refusesStops;
        }
        Iterator<PlannedFault> waiting = writes.iterator();
        while (waiting.hasNext()) {
            PlannedFault fault = waiting.next();
            if (fits(fault, kind, intent)) {
                waiting.remove();
                if (fault.kind() == FaultKind.STOP_REFUSED && fault.pick() % 3 == 0) {
                    refusesStops = Optional.of(fault);
                    refusesStopsUntil = now.plusSeconds(2);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static boolean fits(PlannedFault fault, LineLog.Kind kind, Optional<Intent> intent) {
        boolean places = kind == LineLog.Kind.PLACE;
        LegKind leg = intent.map(Intent::leg).orElse(LegKind.ENTRY);
        return switch (fault.kind()) {
            case STOP_REFUSED -> places && leg == LegKind.SL;
            case SLICE_REFUSED ->
                places && intent.filter(one -> one.slice() > 0).isPresent();
            case TURNED_DOWN -> places && leg == LEGS.get(fault.pick() % 3);
            case MODIFY_REFUSED, FILL_BEFORE_MODIFY -> kind == LineLog.Kind.MODIFY;
            case FILL_DURING_CANCEL -> kind == LineLog.Kind.CANCEL;
            default -> true;
        };
    }

    synchronized Optional<PlannedFault> nextRead() {
        return Optional.ofNullable(reads.poll());
    }

    synchronized Optional<PlannedFault> nextPositions() {
        return Optional.ofNullable(positions.poll());
    }

    /** An order takes no more modifications. */
    synchronized void cap(String brokerOrderId) {
        capped.add(brokerOrderId);
    }

    synchronized boolean isCapped(String brokerOrderId) {
        return capped.contains(brokerOrderId);
    }

    /** Nothing is taken in an instrument from now on, or again. */
    synchronized void halt(InstrumentId instrument, boolean on) {
        if (on) {
            halted.add(instrument);
        } else {
            halted.remove(instrument);
        }
    }

    synchronized boolean isHalted(InstrumentId instrument) {
        return halted.contains(instrument);
    }

    /** Positions cannot be read until then. */
    synchronized void positionsDown(Instant until) {
        positionsDownUntil = until;
    }

    synchronized boolean arePositionsDown(Instant now) {
        return now.isBefore(positionsDownUntil);
    }

    /** Order events come late, twice and out of order until then. */
    synchronized void eventsAstray(Instant until) {
        eventsAstrayUntil = until;
    }

    /** How late an order event comes, the same one perhaps twice. */
    synchronized List<Duration> delays(Instant now) {
        if (!now.isBefore(eventsAstrayUntil)) {
            return List.of(Duration.ZERO);
        }
        astray++;
        Duration late = Duration.ofMillis(700L * (astray * 7 % 13));
        return astray % 2 == 0 ? List.of(late) : List.of(Duration.ZERO, late.plusSeconds(20));
    }

    /** The order book of a while ago. */
    Lag<BrokerOrder> book() {
        return book;
    }

    /** The positions of a while ago. */
    Lag<Position> holdings() {
        return holdings;
    }

    /** What is forgotten at the end of all faults. */
    synchronized void clear() {
        writes.clear();
        reads.clear();
        positions.clear();
        capped.clear();
        halted.clear();
        refusesStopsUntil = Instant.EPOCH;
        positionsDownUntil = Instant.EPOCH;
        eventsAstrayUntil = Instant.EPOCH;
        book.end();
        holdings.end();
    }

    /**
     * Reads that show what stood some time before them. Thread-safe.
     *
     * @param <T> the row
     */
    static final class Lag<T> {
        private static final Duration KEPT = Duration.ofMinutes(2);

        private final List<Picture<T>> pictures = new ArrayList<>();
        private Duration lag = Duration.ZERO;
        private Instant until = Instant.EPOCH;

        /** What stood at an instant. */
        private record Picture<T>(Instant at, List<T> rows) {}

        synchronized void begin(Duration by, Instant to) {
            lag = by;
            until = to;
        }

        synchronized void end() {
            until = Instant.EPOCH;
        }

        synchronized boolean isOn(Instant now) {
            return now.isBefore(until);
        }

        /** Notes what stands; what no lag will ask for again is dropped. */
        synchronized void picture(Instant now, List<T> rows) {
            pictures.removeIf(one -> one.at().isBefore(now.minus(Duration.ofHours(8))));
            pictures.add(new Picture<>(now, rows));
            while (pictures.size() > 2 && pictures.get(1).at().isBefore(now.minus(KEPT))) {
                pictures.remove(0);
            }
        }

        /** What a lagging broker shows. */
        synchronized List<T> shown(Instant now) {
            Instant at = now.minus(lag);
            List<T> rows = pictures.isEmpty() ? List.of() : pictures.get(0).rows();
            for (Picture<T> one : pictures) {
                if (!one.at().isAfter(at)) {
                    rows = one.rows();
                }
            }
            return rows;
        }
    }
}
