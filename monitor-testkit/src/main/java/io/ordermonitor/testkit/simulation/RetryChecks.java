package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That what is bare is tried by the rule, whatever was refused and whatever was told: I7. */
final class RetryChecks {
    private static final List<Integer> SECONDS = List.of(5, 10, 20, 40, 60, 60, 60, 60, 60, 60);
    private static final int LATER_SECONDS = 600;
    private static final int UNSENT = 2;
    private static final Duration BATCHES = Duration.ofSeconds(3);

    /** How far the clock of a process may be off. */
    private static final Duration CLOCK = Duration.ofSeconds(5);

    /** What a write that nobody answered needs to be settled, from its own time or from when its process was replaced. */
    private static final Duration SETTLED = Duration.ofSeconds(100);

    /** From one scheduled cycle to the next, with what it takes. */
    private static final Duration CYCLE = Duration.ofSeconds(70);

    /** Two more cycles, once it is known. */
    private static final Duration NEXT_LOOKS = Duration.ofSeconds(30);

    private static final Set<Code> HINDERS = EnumSet.of(Code.DATABASE, Code.STEP_FAILED, Code.DEADLINE);

    private final Evidence evidence;
    private final Map<Long, Integer> idle = new HashMap<>();
    private final Map<Long, Integer> unsent = new HashMap<>();
    private final Map<Long, Instant> notRead = new HashMap<>();
    private final Map<Long, Instant> readLast = new HashMap<>();
    private Instant processStartedAt = Instant.EPOCH;

    RetryChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A new process settles first what the one before left. */
    void processStarted() {
        idle.clear();
        unsent.clear();
        processStartedAt = evidence.now();
    }

    /** An account could not be read: what is open there waits for books that can. */
    void notRead(long accountId) {
        notRead.put(accountId, evidence.now());
    }

    /** An account was read; if that is long after it was read last, it could not be read in between. */
    void read(long accountId) {
        Instant last = readLast.put(accountId, evidence.now());
        if (last != null && last.plus(CYCLE).isBefore(evidence.now())) {
            notRead(accountId);
        }
    }

    /** @param bare units that a cycle saw filled and that no live exit covers */
    void afterCycle(ManagedOrder order, int bare, CycleView view) {
        if (bare <= 0 || !mayTry(order, bare, view)) {
            forget(order);
            return;
        }
        List<Sightings.Sighting> stops = evidence.sightings().of(order.id(), LegKind.SL);
        if (isTried(stops, view.startedAt())) {
            forget(order);
        } else if (isCommitted(order, view.cycle().startedAt())) {
            // A process that stands still too long does not send what it has committed, and tries again.
            if (unsent.merge(order.id(), 1, Integer::sum) > UNSENT) {
                broken(order, bare + " units are bare, and " + UNSENT + " stops in a row were committed and not sent");
            }
        } else if (!view.startedAt().isBefore(due(stops)) && idle.merge(order.id(), 1, Integer::sum) > 1) {
            broken(order, bare + " units are bare, " + told(stops) + ", and two cycles sent none");
        }
    }

    private static String told(List<Sightings.Sighting> stops) {
        if (stops.isEmpty()) {
            return "no stop was tried yet";
        }
        Instant due = due(stops);
        return due.equals(Instant.EPOCH)
                ? "another stop is due at once, as the last one was not refused"
                : "another stop is due since " + DayTimes.shown(due);
    }

    private void forget(ManagedOrder order) {
        idle.remove(order.id());
        unsent.remove(order.id());
    }

    private void broken(ManagedOrder order, String what) {
        evidence.broken(Invariant.I7, order.accountId(), order.id(), what);
    }

    /** True if the cycle could see and mend it: the account was read, nothing of its stops is open, the session is. */
    private boolean mayTry(ManagedOrder order, int bare, CycleView view) {
        boolean read = view.book(order.accountId())
                        .filter(book -> !book.quarantined().contains(order.instrument()))
                        .isPresent()
                && view.positions(order.accountId())
                        .filter(held -> !held.quarantined().contains(order.instrument()))
                        .isPresent();
        boolean hindered = view.findings().stream().anyMatch(one -> HINDERS.contains(one.code()));
        return read
                && !hindered
                && order.state() != OrderState.FROZEN
                && !evidence.isClosed(order)
                && !evidence.isClosed(order, view.startedAt())
                && bare > room(order)
                && !isUnsettled(order);
    }

    /** True if a stop was committed to be sent, and nobody can know yet whether it was. */
    private boolean isUnsettled(ManagedOrder order) {
        return isLeftBehind(order) || isOpenQuestion(order);
    }

    /** True if it was under way in the process before: this one has not seen what became of it. */
    private boolean isLeftBehind(ManagedOrder order) {
        return evidence.now().isBefore(processStartedAt.plus(SETTLED))
                && order.of(LegKind.SL).stream()
                        .filter(leg -> leg.sentAt().isBefore(processStartedAt))
                        .anyMatch(leg -> leg.state() == LegState.SENT
                                || leg.pending() != null
                                || (leg.writeEndedAt().isAfter(processStartedAt)
                                        && evidence.now()
                                                .isBefore(leg.writeEndedAt().plus(NEXT_LOOKS))));
    }

    private boolean isOpenQuestion(ManagedOrder order) {
        return evidence.stored().unsettled().stream()
                .filter(intent -> intent.orderId() == order.id() && intent.leg() == LegKind.SL)
                .map(intent -> latest(intent.createdAt(), processStartedAt))
                .map(since -> latest(since, notRead.getOrDefault(order.accountId(), since)))
                .anyMatch(since -> evidence.now().isBefore(since.plus(SETTLED)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Units by which its live stops could grow; all of them while one is not known for sure. */
    private int room(ManagedOrder order) {
        Instrument share = evidence.instrument(order.instrument());
        int room = 0;
        for (Sightings.Sighting stop : evidence.sightings().of(order.id(), LegKind.SL)) {
            if (!stop.isOver()) {
                boolean settled = stop.row()
                                .filter(row -> row.state().isLive() && row.state() != LegState.UNKNOWN)
                                .isPresent()
                        && !stop.isPending();
                room += settled ? share.largestSlice() - stop.asked() : Integer.MAX_VALUE / 100;
            }
        }
        return room;
    }

    private static boolean isTried(List<Sightings.Sighting> stops, Instant since) {
        return stops.stream().anyMatch(stop -> !stop.newest().startedAt().isBefore(since));
    }

    private static boolean isCommitted(ManagedOrder order, Instant since) {
        return order.of(LegKind.SL).stream().anyMatch(leg -> !leg.sentAt().isBefore(since));
    }

    /** When the next attempt is due by the rule; what was refused at one instant was one attempt. */
    private static Instant due(List<Sightings.Sighting> stops) {
        int refusals = 0;
        Instant last = Instant.MAX;
        for (int i = stops.size() - 1; i >= 0 && isRefused(stops.get(i)); i--) {
            Instant at = stops.get(i).placement().createdAt();
            refusals += isSameAttempt(at, last) ? 0 : 1;
            last = at;
        }
        if (refusals == 0) {
            return Instant.EPOCH;
        }
        int wait = refusals <= SECONDS.size() ? SECONDS.get(refusals - 1) : LATER_SECONDS;
        Instant newest = stops.get(stops.size() - 1).newest().startedAt();
        return newest.plusSeconds(wait).plus(CLOCK);
    }

    /** The slices of an attempt go out in batches; attempts are further apart. */
    static boolean isSameAttempt(Instant at, Instant next) {
        return at.plus(BATCHES).isAfter(next);
    }

    private static boolean isRefused(Sightings.Sighting stop) {
        boolean byReply =
                stop.newest().kind() == LineLog.Kind.PLACE && stop.newest().result() instanceof WriteResult.Refused;
        return byReply
                || stop.row().filter(row -> row.state() == LegState.REJECTED).isPresent();
    }
}
