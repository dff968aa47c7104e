package io.ordermonitor.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the first fresh read of a new trading day ends: DAY orders of earlier days, which brokers do not list any more,
 * and CNC positions, which are delivered into the holdings.
 */
final class DayRoll {
    private final AccountView view;
    private final BookIndex index;
    private final Map<Suspicion.Key, Suspicion> suspicions;
    private final List<Finding> findings = new ArrayList<>();
    private final List<WriteOutcome> outcomes = new ArrayList<>();

    /** @param suspicions what earlier reads lacked */
    DayRoll(AccountView view, BookIndex index, Map<Suspicion.Key, Suspicion> suspicions) {
        this.view = view;
        this.index = index;
        this.suspicions = suspicions;
    }

    List<Finding> findings() {
        return findings;
    }

    /** The end of writes whose outcome nobody saw, to be stored with the rows that ended. */
    List<WriteOutcome> outcomes() {
        return outcomes;
    }

    /**
     * The order in which live broker orders of earlier days that the book does not show are EXPIRED, and entries that
     * were only recorded, their account being observed, with them; a write whose
     * outcome nobody saw concerns an order that is dead either way.
     */
    ManagedOrder expire(ManagedOrder order) {
        if (view.quarantined().contains(order.instrument())) {
            return order;
        }
        List<LegOrder> legs = new ArrayList<>();
        for (LegOrder leg : order.legOrders()) {
            boolean observed = leg.leg() == LegKind.ENTRY && leg.isWouldSend();
            boolean open = leg.state().isLive() || leg.pending() != null || observed || isBarring(leg);
            boolean gone = index.isOld(leg) && open && index.rowOf(leg) == null;
            if (gone && order.product() == Product.CNC && leg.leg() == LegKind.ENTRY && isUnseen(leg)) {
                findings.add(unseen(order));
            }
            legs.add(gone ? expired(order, leg) : leg);
        }
        return legs.equals(order.legOrders()) ? order : order.withLegOrders(legs);
    }

    private LegOrder expired(ManagedOrder order, LegOrder leg) {
        PendingWrite pending = leg.pending();
        if (pending != null || leg.state() == LegState.SENT) {
            int write = pending == null ? 0 : pending.write();
            outcomes.add(new WriteOutcome(
                    order.id(),
                    leg.tag(),
                    write,
                    Intent.Outcome.EXPIRED,
                    leg.brokerOrderId(),
                    "expired with its day",
                    view.endedAt()));
        }
        return leg.withState(LegState.EXPIRED, "day order of an earlier day").afterWrite(leg.writeEndedAt(), null);
    }

    /** A target that was refused or given up is not repeated on that day; on the next one it may be placed again. */
    private static boolean isBarring(LegOrder leg) {
        return leg.leg() == LegKind.TP && (leg.state() == LegState.REJECTED || leg.isGivenUp());
    }

    private static boolean isUnseen(LegOrder leg) {
        return leg.pending() != null || leg.state() == LegState.UNKNOWN;
    }

    /** Positions do not show what a CNC order bought on an earlier day. */
    private static Finding unseen(ManagedOrder order) {
        return Finding.alarm(
                3,
                order.accountId(),
                order.id(),
                Code.UNKNOWN_OUTCOME,
                "Order " + order.id() + ", account " + order.accountId() + ": nobody saw what became of its entry of "
                        + order.instrument() + " on " + order.tradingDay() + "; what it may have bought lies in the"
                        + " holdings, which are not monitored. Check it at the broker.");
    }

    /**
     * The order, closed if it bought CNC on an earlier day and the positions hold nothing of it any more. As with any
     * shortfall, one read that lacks it makes it suspected, and a second one begun after that tells.
     */
    ManagedOrder deliver(ManagedOrder order) {
        boolean bought = order.product() == Product.CNC
                && order.of(LegKind.ENTRY).stream().anyMatch(leg -> index.isOld(leg) && leg.filled() > 0);
        boolean frozen = order.state() == OrderState.FROZEN;
        boolean incomplete =
                frozen || view.positions() == null || view.quarantined().contains(order.instrument());
        if (!bought || order.open() <= 0 || incomplete) {
            return order;
        }
        int held = view.net(order.instrument(), order.product()) * order.side().sign();
        if (held > 0 || !isLackedBefore(order)) {
            return order;
        }
        findings.add(Finding.error(
                3,
                order.accountId(),
                order.id(),
                Code.EXTERNAL,
                "Order " + order.id() + ", account " + order.accountId() + ": its " + order.open() + " units of "
                        + order.instrument() + " were delivered into the holdings, which are not monitored"));
        return order.withExternalExit(order.externalExit() + order.open());
    }

    private boolean isLackedBefore(ManagedOrder order) {
        PnlKey key = new PnlKey(order.accountId(), order.instrument(), order.product());
        Suspicion seen = suspicions.get(new Suspicion.Key(key, order.side()));
        return seen != null && view.startedAt().isAfter(seen.seenUntil());
    }
}
