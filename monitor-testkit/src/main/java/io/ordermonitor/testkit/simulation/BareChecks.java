package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** That nothing stays bare in silence, and refused stops are tried by the rule: I5 and I7. */
final class BareChecks {
    /** The rule's distances give four a minute; a person's amendments may ask for more. */
    private static final int ATTEMPTS_A_MINUTE = 7;

    private static final int ALARM_FROM = 3;

    /** What is said of the protection of an order. */
    private static final Set<Code> PROTECTIVE =
            EnumSet.of(Code.UNPROTECTED, Code.UNKNOWN_OUTCOME, Code.FROZEN, Code.WRONG_SIGN);

    /** What is said of that which keeps the monitor from it. */
    private static final Set<Code> HINDERING = EnumSet.of(
            Code.BROKER_UNREACHABLE,
            Code.SESSION_EXPIRED,
            Code.NEEDS_LOGIN,
            Code.RATE_LIMITED,
            Code.DATABASE,
            Code.STEP_FAILED,
            Code.DEADLINE,
            Code.ACCOUNT_OUT,
            Code.QUARANTINED);

    private final Evidence evidence;
    private final RetryChecks retries;
    private final Map<Long, Integer> silent = new HashMap<>();
    private final Map<Long, Deque<Instant>> attempts = new HashMap<>();

    /** When a cycle last found an order covered: refusals of before do not count any more. */
    private final Map<Long, Instant> coveredAt = new HashMap<>();

    BareChecks(Evidence evidence) {
        this.evidence = evidence;
        this.retries = new RetryChecks(evidence);
    }

    void processStarted() {
        retries.processStarted();
    }

    void afterCycle(CycleView view) {
        for (ManagedOrder order : view.orders()) {
            if (view.book(order.accountId()).isEmpty()) {
                retries.notRead(order.accountId());
                continue;
            }
            retries.read(order.accountId());
            int bare = bare(order, view);
            retries.afterCycle(order, bare, view);
            boolean excused = evidence.isClosed(order) || evidence.isClosed(order, view.startedAt());
            if (bare <= 0 || excused || isStopTaken(order, view) || isTold(order, view)) {
                silent.remove(order.id());
            } else if (silent.merge(order.id(), 1, Integer::sum) > 1) {
                evidence.broken(
                        Invariant.I5,
                        order.accountId(),
                        order.id(),
                        bare + " filled units have been shown without a stop in two cycles, and nobody was told");
            }
            if (bare <= 0 && isStopShown(order)) {
                coveredAt.put(order.id(), view.cycle().startedAt());
            } else if (bare > 0 && !excused) {
                checkAlarm(order, view);
            }
        }
    }

    /** True if the user was told something of its protection, or of what keeps the monitor from it. */
    private boolean isTold(ManagedOrder order, CycleView view) {
        return view.findings().stream().anyMatch(finding -> concerns(finding, order))
                || PROTECTIVE.stream()
                        .anyMatch(code -> evidence.alarms().isStanding(order.accountId(), order.id(), code))
                || HINDERING.stream().anyMatch(code -> evidence.alarms().isStanding(order.accountId(), 0, code));
    }

    private boolean concerns(Finding finding, ManagedOrder order) {
        if (finding.orderId() == order.id()) {
            boolean stop = finding.code() == Code.ORDER_REFUSED && isStopRefused(order);
            return PROTECTIVE.contains(finding.code()) || HINDERING.contains(finding.code()) || stop;
        }
        boolean ofAll = finding.accountId() == 0 || finding.accountId() == order.accountId();
        return finding.orderId() == 0 && ofAll && HINDERING.contains(finding.code());
    }

    private boolean isStopRefused(ManagedOrder order) {
        return evidence.sightings().of(order.id(), LegKind.SL).stream()
                .anyMatch(stop -> stop.newest().result() instanceof WriteResult.Refused
                        || stop.row()
                                .filter(row -> row.state() == LegState.REJECTED)
                                .isPresent());
    }

    /**
     * True if the broker has taken a stop in the cycle, or one within the settle window that no book has shown since: what
     * becomes of it the next read tells.
     */
    private boolean isStopTaken(ManagedOrder order, CycleView view) {
        return order.of(LegKind.SL).stream()
                .flatMap(leg -> evidence.sightings().of(leg.tag()).stream())
                .anyMatch(stop -> stop.newest().result() instanceof WriteResult.Accepted
                        && !stop.newest().startedAt().isBefore(view.startedAt().minus(patience(stop))));
    }

    private static Duration patience(Sightings.Sighting stop) {
        boolean placed = stop.newest().kind() == LineLog.Kind.PLACE;
        return placed && stop.row().isEmpty() ? Sightings.SETTLE : Duration.ZERO;
    }

    /** Units that the book of the cycle showed as filled, still open, and that no live exit covers now. */
    private int bare(ManagedOrder order, CycleView view) {
        Truth.Holding holding = view.truth(order).of(order.id());
        int shown = 0;
        for (LegOrder leg : order.legOrders()) {
            // What the process before was shown, and did not store, this one does not know.
            Optional<BrokerOrder> row = evidence.sightings()
                    .of(leg.tag())
                    .filter(one -> one.isShownTo(view.process()))
                    .flatMap(Sightings.Sighting::row);
            boolean opens = leg.leg() == LegKind.ENTRY || leg.leg() == LegKind.FLATTEN;
            shown += opens ? row.map(BrokerOrder::filled).orElse(leg.filled()) : 0;
        }
        // What an exit has filled had its exit, whether a book that lags shows it yet or not.
        shown -= holding.filled(LegKind.SL) + holding.filled(LegKind.TP);
        int open = Math.min(shown, holding.open()) - Math.max(0, order.externalExit()) - missing(order, view);
        int covered = covered(order, holding) + (CoverageChecks.isLeaving(order) ? holding.live(LegKind.TP) : 0);
        return open - covered;
    }

    /** Units of the stops that live, or that books have shown to: of what is over and was not shown nobody knows. */
    private int covered(ManagedOrder order, Truth.Holding holding) {
        Map<String, Integer> live = new HashMap<>();
        holding.rows().stream()
                .filter(row -> row.intent().leg() == LegKind.SL)
                .forEach(row -> live.put(row.intent().tag(), row.order().remaining()));
        shownStops(order).forEach(stop -> live.merge(stop.placement().tag(), stop.remaining(), Math::max));
        return live.values().stream().mapToInt(Integer::intValue).sum();
    }

    private boolean isStopShown(ManagedOrder order) {
        return shownStops(order).anyMatch(stop -> stop.remaining() > 0);
    }

    /** Those of today that a book has shown; not those whose cancellation their broker has taken. */
    private Stream<Sightings.Sighting> shownStops(ManagedOrder order) {
        return evidence.sightings().of(order.id(), LegKind.SL).stream()
                .filter(stop -> stop.row().isPresent()
                        && DayTimes.dayOf(stop.newest().startedAt()).equals(DayTimes.dayOf(evidence.now())))
                .filter(stop -> stop.newest().kind() != LineLog.Kind.CANCEL
                        || !(stop.newest().result() instanceof WriteResult.Accepted));
    }

    /** Units that seem gone, as far as the positions that were shown last lack them. */
    private int missing(ManagedOrder order, CycleView view) {
        if (order.suspected() == 0) {
            return 0;
        }
        Optional<LineLog.Shown<Position>> shown = evidence.log().positions(order.accountId(), view.process());
        if (shown.isEmpty() || !shown.get().isFresh()) {
            return order.suspected();
        }
        int net = shown.get().rows().stream()
                .filter(held -> held.instrument().equals(order.instrument()) && held.product() == order.product())
                .mapToInt(Position::quantity)
                .sum();
        int ours = evidence.plan().orders(evidence.stored()).stream()
                .filter(other -> other.accountId() == order.accountId()
                        && other.instrument().equals(order.instrument())
                        && other.product() == order.product())
                .mapToInt(other -> other.side().sign() * other.open())
                .sum();
        // Positions may not show for a while what orders against the side have filled.
        Instant settled = view.startedAt().minus(Sightings.SETTLE);
        int settling = view.truth(order).rows().stream()
                .filter(row -> !row.tag().isEmpty()
                        && row.side() != order.side()
                        && row.instrument().equals(order.instrument())
                        && row.product() == order.product())
                .filter(row -> row.updatedAt().isAfter(settled))
                .mapToInt(BrokerOrder::filled)
                .sum();
        return Math.min(
                order.suspected(),
                settling + Math.max(0, (ours - net) * order.side().sign()));
    }

    /** From the third refusal in a row on an alarm stands. */
    private void checkAlarm(ManagedOrder order, CycleView view) {
        int refused = refusals(order, view.startedAt());
        boolean told = view.findings().stream().anyMatch(one -> one.orderId() == 0 && one.accountId() == 0);
        boolean alarmed = Stream.of(Code.UNPROTECTED, Code.UNKNOWN_OUTCOME, Code.TERMINAL_CHANGED)
                .anyMatch(code -> evidence.alarms()
                        .isRaised(
                                order.accountId(),
                                order.id(),
                                code,
                                view.cycle().startedAt()));
        if (refused >= ALARM_FROM && !told && !alarmed) {
            evidence.broken(
                    Invariant.I7,
                    order.accountId(),
                    order.id(),
                    "its stop was refused " + refused + " times in a row, it is bare, and there is no alarm");
        }
    }

    /** How many attempts before an instant were refused in a row, the slices of one attempt counted once. */
    private int refusals(ManagedOrder order, Instant before) {
        List<LegOrder> stops = new ArrayList<>(order.of(LegKind.SL));
        Collections.reverse(stops);
        int count = 0;
        Instant last = Instant.MAX;
        for (LegOrder stop : stops) {
            Optional<Sightings.Sighting> known = evidence.sightings().of(stop.tag());
            if (known.isEmpty() || !isRefused(known.get(), before)) {
                break;
            }
            Instant at = known.get().placement().createdAt();
            if (at.isBefore(coveredAt.getOrDefault(order.id(), Instant.EPOCH))) {
                break;
            }
            count += RetryChecks.isSameAttempt(at, last) ? 0 : 1;
            last = at;
        }
        return count;
    }

    private static boolean isRefused(Sightings.Sighting stop, Instant before) {
        LineLog.Sent newest = stop.newest();
        Instant ended = newest.endedAt();
        boolean byReply = newest.result() instanceof WriteResult.Refused
                && newest.kind() == LineLog.Kind.PLACE
                && ended != null
                && ended.isBefore(before);
        return byReply
                || stop.row().filter(row -> row.state() == LegState.REJECTED).isPresent();
    }

    /** True if a slice of an attempt rests: then the next one is the first again. */
    private boolean isPartlyTaken(long orderId, Instant attempt) {
        return evidence.sightings().of(orderId, LegKind.SL).stream()
                .filter(stop -> stop.placement().createdAt().equals(attempt))
                .anyMatch(stop -> stop.row().filter(row -> row.state().isLive()).isPresent());
    }

    /** A stop is placed. */
    void beforePlacement(LineLog.Sent sent, Intent intent) {
        if (intent.leg() != LegKind.SL) {
            return;
        }
        Deque<Instant> recent = attempts.computeIfAbsent(intent.orderId(), id -> new ArrayDeque<>());
        if (recent.isEmpty() || !recent.getLast().equals(intent.createdAt())) {
            if (!recent.isEmpty() && isPartlyTaken(intent.orderId(), recent.getLast())) {
                recent.clear();
            }
            recent.addLast(intent.createdAt());
        }
        while (recent.getFirst().isBefore(intent.createdAt().minus(Duration.ofMinutes(1)))) {
            recent.removeFirst();
        }
        if (recent.size() > ATTEMPTS_A_MINUTE) {
            evidence.broken(
                    Invariant.I7,
                    sent.accountId(),
                    intent.orderId(),
                    recent.size() + " attempts to place its stop within a minute");
        }
    }
}
