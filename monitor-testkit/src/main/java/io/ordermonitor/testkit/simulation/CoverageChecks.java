package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That live exits go with what is open: I1 to I4, and of an account beside one that fails, L4. */
final class CoverageChecks {
    /** A settle window, and the longest time to the next cycle. */
    private static final Duration SETTLED = Duration.ofSeconds(80);

    /** What a new process needs to settle what the one before left. */
    private static final Duration SETTLING_IN = Duration.ofSeconds(30);

    private final Evidence evidence;
    private Instant processStartedAt = Instant.EPOCH;

    CoverageChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    void processStarted() {
        processStartedAt = evidence.now();
    }

    void afterCycle(CycleView view) {
        List<Finding> findings = view.findings();
        for (ManagedOrder order : view.orders()) {
            Truth truth = view.truth(order);
            boolean clean = isClean(order, truth, view);
            if (clean && view.cycle().errors() == 0) {
                check(order, truth, view.orders(), Invariant.I1);
            } else if (clean && !findings.isEmpty() && areOfOthers(findings, order.accountId())) {
                check(order, truth, view.orders(), Invariant.L4);
            }
        }
        view.truths().keySet().forEach(account -> checkReported(account, view));
    }

    /** True if all that was told is of other accounts. */
    private static boolean areOfOthers(List<Finding> findings, long accountId) {
        return findings.stream().noneMatch(one -> one.accountId() == 0 || one.accountId() == accountId);
    }

    private void checkReported(long account, CycleView view) {
        boolean failed = isFailed(evidence.log().book(account, view.process()), view)
                || isFailed(evidence.log().positions(account, view.process()), view);
        boolean told = view.findings().stream()
                .anyMatch(one -> one.accountId() == account || (one.accountId() == 0 && one.orderId() == 0));
        if (failed && !told && !evidence.alarms().isAccountStanding(account)) {
            evidence.broken(Invariant.L4, account, 0, "its book or positions could not be read, and nobody was told");
        }
    }

    private static <T> boolean isFailed(Optional<LineLog.Shown<T>> read, CycleView view) {
        return read.filter(one -> !one.isFresh() && !one.startedAt().isBefore(view.startedAt()))
                .isPresent();
    }

    /** True if the cycle saw the account as it is, and nothing has happened to this order since. */
    private boolean isClean(ManagedOrder order, Truth truth, CycleView view) {
        LineLog log = evidence.log();
        Optional<LineLog.Shown<BrokerOrder>> book = log.book(order.accountId(), view.process());
        Optional<LineLog.Shown<Position>> positions = log.positions(order.accountId(), view.process());
        if (book.isEmpty()
                || positions.isEmpty()
                || !book.get().isTrue()
                || !positions.get().isTrue()
                || book.get().startedAt().isBefore(view.startedAt())
                || positions.get().startedAt().isBefore(view.startedAt())
                || order.isAnythingUnknown()
                || order.suspected() > 0
                || evidence.now().isBefore(processStartedAt.plus(SETTLING_IN))) {
            return false;
        }
        Instant read = book.get().startedAt();
        // A read that begins in the very instant in which a write ended does not count as one after it, nor one that
        // seems to have begun before it since the clock went back.
        return order.legOrders().stream().noneMatch(leg -> isBefore(read, leg))
                && truth.of(order.id()).rows().stream().noneMatch(row -> isMoved(row, read));
    }

    private boolean isBefore(Instant read, LegOrder leg) {
        Duration off = evidence.plan().plans(FaultKind.CLOCK_JUMPS) ? LimitChecks.JUMP : Duration.ZERO;
        // What was written later, in the cycle itself, is what the cycle is judged by.
        return !leg.writeEndedAt().isBefore(read.minus(off))
                && !leg.writeEndedAt().isAfter(read.plus(off));
    }

    /** Filled, refused or ended after the read, and not by what we asked: the next cycle learns of it. */
    private boolean isMoved(Truth.Row row, Instant read) {
        BrokerOrder order = row.order();
        if (!order.updatedAt().isAfter(read)) {
            return false;
        }
        boolean ours = evidence.log().of(order.tag()).stream()
                .anyMatch(sent -> !sent.startedAt().isBefore(read)
                        && (order.state().isLive() || sent.kind() == LineLog.Kind.CANCEL));
        return order.filled() > 0 || !ours || isRenewed(row);
    }

    /**
     * Cancelled because its broker takes no more modifications, or because a late one turned up beside it: what takes its
     * place goes out once the end is seen.
     */
    private boolean isRenewed(Truth.Row row) {
        boolean lax = evidence.plan().isLax();
        return row.order().state() == LegState.CANCELLED
                && evidence.ledger()
                        .newest(row.order().tag())
                        .map(intent -> intent.cause().rule())
                        .filter(rule -> rule.equals("sl.renew") || (lax && rule.equals("duplicate.cancel")))
                        .isPresent();
    }

    /** @param bare what is broken if the stops do not cover what is open */
    private void check(ManagedOrder order, Truth truth, List<ManagedOrder> orders, Invariant bare) {
        Truth.Holding holding = truth.of(order.id());
        int open = holding.open() + evidence.unseenOvernight(order, holding) - order.externalExit();
        int stops = holding.live(LegKind.SL);
        int targets = holding.live(LegKind.TP);
        if (isRefused(holding) || evidence.isClosed(order)) {
            return;
        }
        if (open < 0) {
            if (!isAlarmed(order) && isOld(order, truth) && isSoldBeyondNet(order, truth, orders)) {
                broken(Invariant.I4, order, open + " units open, and no alarm");
            }
            return;
        }
        if (open == 0 && stops + targets > 0) {
            broken(Invariant.I3, order, say(open, stops, targets));
        } else if (stops > open || targets > open) {
            broken(Invariant.I2, order, say(open, stops, targets));
        } else if (open > 0 && !isNamed(order) && (isLeaving(order) ? stops + targets < open : stops != open)) {
            broken(bare, order, say(open, stops, targets));
        }
    }

    /** True if a live order should look different and its broker would not have it so: its user has an alarm. */
    private boolean isRefused(Truth.Holding holding) {
        return holding.rows().stream()
                .filter(row -> row.order().state().isLive())
                .map(row -> evidence.log().of(row.order().tag()))
                .anyMatch(sent -> !sent.isEmpty()
                        && sent.get(sent.size() - 1).kind() == LineLog.Kind.MODIFY
                        && sent.get(sent.size() - 1).result() instanceof WriteResult.Refused);
    }

    private void broken(Invariant invariant, ManagedOrder order, String what) {
        evidence.broken(invariant, order.accountId(), order.id(), what);
    }

    /** Of what froze a person was told what it lacks, and said what it holds. */
    private boolean isAlarmed(ManagedOrder order) {
        return evidence.alarms().isRaised(order.accountId(), order.id(), Code.WRONG_SIGN, Instant.MAX)
                || evidence.stored().isAlarmed(order, Code.WRONG_SIGN)
                || evidence.alarms().isRaised(order.accountId(), order.id(), Code.FROZEN, Instant.EPOCH);
    }

    static boolean isLeaving(ManagedOrder order) {
        return order.state() == OrderState.EXITING || order.exitRequested();
    }

    /** In a named state in which a stop may be missing. */
    private boolean isNamed(ManagedOrder order) {
        // The flag is stored by the cycle after.
        return order.has(Flag.UNPROTECTED)
                || evidence.alarms().isStanding(order.accountId(), order.id(), Code.UNPROTECTED)
                || order.has(Flag.SQUARING_OFF)
                || order.has(Flag.WAITING_FOR_SESSION)
                || order.state() == OrderState.FROZEN;
    }

    /** True if the account agrees, its other orders counted; what somebody else bought may have made up for it. */
    private boolean isSoldBeyondNet(ManagedOrder order, Truth truth, List<ManagedOrder> orders) {
        int net = evidence.exchange().openNet(order.accountId()).stream()
                .filter(held -> held.instrument().equals(order.instrument()) && held.product() == order.product())
                .mapToInt(Position::quantity)
                .sum();
        int ofOthers = orders.stream()
                .filter(other -> other.id() != order.id()
                        && other.accountId() == order.accountId()
                        && other.instrument().equals(order.instrument())
                        && other.product() == order.product())
                .mapToInt(other -> other.side().sign()
                        * (truth.of(other.id()).open()
                                + evidence.unseenOvernight(other, truth.of(other.id()))
                                - other.externalExit()))
                .sum();
        return (net - ofOthers) * order.side().sign() < 0;
    }

    /** True if positions show all that was filled there: only then may the sign be called wrong. */
    private boolean isOld(ManagedOrder order, Truth truth) {
        Instant settled = evidence.now().minus(SETTLED);
        return truth.rows().stream()
                .filter(row -> row.instrument().equals(order.instrument()) && row.product() == order.product())
                .allMatch(row -> row.updatedAt().isBefore(settled));
    }

    private static String say(int open, int stops, int targets) {
        return open + " units are open, live stops have " + stops + ", live targets " + targets;
    }

    /** The world has been quiet for long: all must be covered. */
    void atEnd(List<ManagedOrder> orders, Map<Long, Truth> truths) {
        for (ManagedOrder order : orders) {
            Truth truth = truths.get(order.accountId());
            if (truth != null) {
                check(order, truth, orders, Invariant.I1);
            }
        }
    }
}
