package io.ordermonitor.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays one account's fresh order book over the broker orders of one managed order. */
final class BookReading {
    private final AccountView view;
    private final BookIndex index;
    private final List<Finding> findings = new ArrayList<>();
    private final List<WriteOutcome> outcomes = new ArrayList<>();

    BookReading(AccountView view, BookIndex index) {
        this.view = view;
        this.index = index;
    }

    List<Finding> findings() {
        return findings;
    }

    /** What the book showed of writes whose answer nobody saw. */
    List<WriteOutcome> outcomes() {
        return outcomes;
    }

    ManagedOrder lay(ManagedOrder order) {
        List<LegOrder> laid = new ArrayList<>();
        for (LegOrder leg : order.legOrders()) {
            laid.add(lay(order, leg));
        }
        return laid.equals(order.legOrders()) ? order : order.withLegOrders(laid);
    }

    private LegOrder lay(ManagedOrder order, LegOrder leg) {
        // Of one instant is after: reads and writes follow each other under the user's write lock.
        if (view.startedAt().isBefore(leg.writeEndedAt())) {
            return leg;
        }
        BrokerOrder row = index.rowOf(leg);
        if (row != null) {
            return seen(order, leg, row);
        }
        boolean incomplete = view.quarantined().contains(order.instrument());
        return leg.state().isLive() && !incomplete ? absent(order, leg) : leg;
    }

    /** A row with less filled than is known is an old one: it says nothing. */
    private LegOrder seen(ManagedOrder order, LegOrder leg, BrokerOrder row) {
        if (row.filled() < leg.filled()) {
            return leg;
        }
        boolean wasOver = leg.state().isTerminal() || leg.state() == LegState.NONE;
        LegState as = stateOf(row);
        if (wasOver && (as != leg.state() || row.filled() > leg.filled())) {
            findings.add(Finding.alarm(
                    3,
                    order.accountId(),
                    order.id(),
                    Code.TERMINAL_CHANGED,
                    "Order " + order.id() + ", account " + order.accountId() + ": broker order " + row.brokerOrderId()
                            + " was " + leg.state() + " and is now " + as + " with " + row.filled()
                            + " filled; check it at the broker"));
        }
        PendingWrite pending = leg.pending();
        if (pending != null && !isSettled(pending, row)) {
            LegOrder held = leg.seen(row, LegState.UNKNOWN);
            return held.afterWrite(leg.writeEndedAt(), pending);
        }
        settle(order, leg, row);
        LegOrder seen = leg.seen(row, as);
        boolean changed = pending != null && pending.kind() == WriteKind.MODIFY && isInEffect(pending, row);
        return changed ? seen.found() : seen;
    }

    /** Tells what became of the pending write, or of a placement that had been given up. */
    private void settle(ManagedOrder order, LegOrder leg, BrokerOrder row) {
        PendingWrite pending = leg.pending();
        if (pending != null) {
            boolean found = isInEffect(pending, row);
            String where = " in the order book as " + row.state();
            String what = pending.kind() + (found ? " found" : " not found") + where;
            settle(order, leg, pending.write(), found, row.brokerOrderId(), what);
        } else if (leg.state() == LegState.NONE) {
            settle(order, leg, 0, true, row.brokerOrderId(), "turned up late in the order book as " + row.state());
        }
    }

    private void settle(
            ManagedOrder order, LegOrder leg, int write, boolean found, @Nullable String brokerOrderId, String what) {
        Intent.Outcome outcome = found ? Intent.Outcome.FOUND : Intent.Outcome.NOT_FOUND;
        outcomes.add(new WriteOutcome(order.id(), leg.tag(), write, outcome, brokerOrderId, what, view.endedAt()));
    }

    private static boolean isInEffect(PendingWrite pending, BrokerOrder row) {
        return switch (pending.kind()) {
            case PLACE -> true;
            case MODIFY -> row.state() == LegState.MODIFYING || pending.isShownBy(row);
            case CANCEL -> row.state() == LegState.CANCELLED || row.state() == LegState.CANCELLING;
        };
    }

    /** A row that says filled with less than its quantity is stale: live and busy until the next read. */
    private static LegState stateOf(BrokerOrder row) {
        return row.state() == LegState.FILLED && row.filled() < row.quantity() ? LegState.UNKNOWN : row.state();
    }

    private boolean isSettled(PendingWrite pending, BrokerOrder row) {
        if (row.state().isTerminal() || pending.kind() == WriteKind.PLACE) {
            return true;
        }
        boolean shown = pending.kind() == WriteKind.MODIFY && pending.isShownBy(row);
        return shown || isPastWindow(pending);
    }

    private boolean isPastWindow(PendingWrite pending) {
        return !view.startedAt().isBefore(pending.endedAt().plus(view.settleWindow()));
    }

    private LegOrder absent(ManagedOrder order, LegOrder leg) {
        PendingWrite pending = leg.pending();
        if (pending == null && leg.state() == LegState.SENT) {
            pending = new PendingWrite(WriteKind.PLACE, 0, leg.terms(), leg.writeEndedAt(), false, null);
            if (!isPastWindow(pending)) {
                return leg;
            }
        }
        if (pending == null || pending.kind() != WriteKind.PLACE) {
            // A book may lack a row once. What it lacks again may rest, or may not: only a person can find out.
            boolean again = pending == null ? leg.state() == LegState.UNKNOWN : isPastWindow(pending);
            findings.add(new Finding(
                    3,
                    order.accountId(),
                    order.id(),
                    Code.UNKNOWN_OUTCOME,
                    "Order " + order.id() + ", account " + order.accountId() + ": broker order " + leg.brokerOrderId()
                            + ", its " + leg.leg() + ", is missing from the order book; nothing is written to it"
                            + (again ? ". Check it at the broker." : ""),
                    true,
                    again));
            return unseen(leg);
        }
        return absentPlacement(order, leg, pending);
    }

    private static LegOrder unseen(LegOrder leg) {
        return leg.withState(LegState.UNKNOWN, leg.reason(), leg.note());
    }

    private LegOrder absentPlacement(ManagedOrder order, LegOrder leg, PendingWrite pending) {
        if (pending.sessionExpired()) {
            return proved(order, leg, pending, "the broker's session had ended and the order is not in the book");
        }
        unknown(order, leg);
        if (!isPastWindow(pending)) {
            return unseen(leg);
        }
        Instant since = pending.absentSince();
        if (since == null) {
            return unseen(leg).afterWrite(leg.writeEndedAt(), pending.absentSince(view.endedAt()));
        }
        if (view.startedAt().isBefore(since.plus(view.absenceSpacing()))) {
            return unseen(leg).afterWrite(leg.writeEndedAt(), pending);
        }
        String id = leg.brokerOrderId();
        return proved(
                order,
                leg,
                pending,
                id == null
                        ? "no answer came and the order is not in the book"
                        : "broker order " + id + " is not in the order book");
    }

    private void unknown(ManagedOrder order, LegOrder leg) {
        findings.add(Finding.error(
                3,
                order.accountId(),
                order.id(),
                Code.UNKNOWN_OUTCOME,
                "Order " + order.id() + ", account " + order.accountId() + ": "
                        + (leg.brokerOrderId() == null
                                ? "no answer came to the placement of its "
                                : "the order book does not show broker order " + leg.brokerOrderId() + ", its ")
                        + leg.leg() + " (tag " + leg.tag() + "); nothing else is sent for it until the order book"
                        + " settles it"));
    }

    /** A stop-loss is tried again under a new tag; anything else is given up, for absence is never fully proved. */
    private LegOrder proved(ManagedOrder order, LegOrder leg, PendingWrite pending, String why) {
        settle(order, leg, pending.write(), false, null, why);
        if (leg.leg() != LegKind.SL) {
            findings.add(Finding.alarm(
                    3,
                    order.accountId(),
                    order.id(),
                    Code.ENTRY_GIVEN_UP,
                    "Order " + order.id() + ", account " + order.accountId() + ": its " + leg.leg() + " (tag "
                            + leg.tag() + ") is given up: " + why + ". Should it turn up later it is taken over."));
        }
        return leg.withState(LegState.NONE, why).afterWrite(leg.writeEndedAt(), null);
    }
}
