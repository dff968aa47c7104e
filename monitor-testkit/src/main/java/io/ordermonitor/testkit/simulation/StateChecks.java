package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Position;
import io.ordermonitor.store.Orders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** That what is stored of broker orders only becomes truer: S1, S2, S3, S6 and S7. */
final class StateChecks {
    private final Evidence evidence;
    private final Map<String, LegOrder> before = new HashMap<>();
    private final Map<Long, Long> versions = new HashMap<>();
    private final Map<Long, Reading> readings = new HashMap<>();
    private final Map<Long, Integer> processes = new HashMap<>();

    /** What an account was shown by a cycle without errors, and what was stored of it then. */
    private record Reading(
            int process,
            LineLog.Shown<BrokerOrder> book,
            List<Position> positions,
            Map<String, LegOrder> legs,
            Map<Long, ManagedOrder> orders) {}

    StateChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    void afterCycle(CycleView view) {
        for (long account : view.truths().keySet()) {
            checkReading(account, view);
        }
        for (ManagedOrder order : view.orders()) {
            for (LegOrder leg : order.legOrders()) {
                checkKept(order, leg, view);
                LegOrder was = before.put(leg.tag(), leg);
                if (was != null) {
                    checkEnd(order, was, leg, view);
                }
                checkFilled(order, was, leg);
            }
            checkHistory(order);
        }
        checkOutcomes();
        processes.put(view.cycle().userId(), view.process());
    }

    /** What ran was stopped in the middle: it could not say what it saw, and may have begun to write. */
    void brokenOff() {
        processes.clear();
        readings.clear();
    }

    private void checkFilled(ManagedOrder order, @Nullable LegOrder was, LegOrder leg) {
        if (was != null && leg.filled() < was.filled()) {
            broken(Invariant.S1, order, leg.tag() + " fell from " + was.filled() + " to " + leg.filled());
        }
        if (leg.filled() > leg.quantity()) {
            broken(Invariant.S1, order, leg.tag() + " filled " + leg.filled() + " of " + leg.quantity());
        }
    }

    /** A process that died between its step 3 and its step 10 could not say what it saw. */
    private void checkEnd(ManagedOrder order, LegOrder was, LegOrder leg, CycleView view) {
        boolean changed = was.state().isTerminal() && (!leg.state().isTerminal() || leg.filled() > was.filled());
        if (!changed || processes.getOrDefault(order.userId(), 0) != view.process()) {
            return;
        }
        boolean told = evidence.stored().isAlarmed(order, Code.TERMINAL_CHANGED)
                || view.findings().stream()
                        .anyMatch(one -> one.code() == Code.TERMINAL_CHANGED && one.orderId() == order.id());
        if (!told
                && !evidence.alarms()
                        .isRaised(
                                order.accountId(),
                                order.id(),
                                Code.TERMINAL_CHANGED,
                                view.cycle().startedAt())) {
            broken(
                    Invariant.S2,
                    order,
                    leg.tag() + " was " + was.state() + " with " + was.filled() + " filled and is " + leg.state()
                            + " with " + leg.filled() + ", and there is no alarm");
        }
    }

    /** What ended before the cycle read the book is stored with all that it filled. */
    private void checkKept(ManagedOrder order, LegOrder leg, CycleView view) {
        Optional<LineLog.Shown<BrokerOrder>> book = view.book(order.accountId()).filter(LineLog.Shown::isTrue);
        boolean ended = leg.state() == LegState.CANCELLED || leg.state() == LegState.EXPIRED;
        if (!ended || book.isEmpty() || view.cycle().errors() > 0) {
            return;
        }
        view.truth(order).of(order.id()).rows().stream()
                .map(Truth.Row::order)
                .filter(row -> row.tag().equals(leg.tag())
                        && !isOfAnEarlierDay(row)
                        && row.updatedAt().isBefore(book.get().startedAt())
                        && row.filled() > leg.filled())
                .findFirst()
                .ifPresent(row -> broken(
                        Invariant.S3,
                        order,
                        leg.tag() + " ended with " + row.filled() + " filled, and " + leg.filled() + " are stored"));
    }

    /** No book shows it any more: what was not seen of it is settled by the position that was carried. */
    private boolean isOfAnEarlierDay(BrokerOrder row) {
        return DayTimes.dayOf(row.updatedAt()).isBefore(DayTimes.dayOf(evidence.now()));
    }

    /** A state that changed stands in the order's history. */
    private void checkHistory(ManagedOrder order) {
        Long known = versions.put(order.id(), order.version());
        if (known != null && known == order.version()) {
            return;
        }
        String state = "ENTERING";
        for (Orders.HistoryEntry entry : evidence.stored().history(order.id())) {
            int to = entry.what().indexOf(" to ");
            if (entry.request() == null && to > 0) {
                state = entry.what().substring(to + 4).split(":", 2)[0];
            }
        }
        if (!state.equals(order.state().name())) {
            broken(Invariant.S6, order, "it is stored as " + order.state() + ", and its history ends with " + state);
        }
    }

    /** A write whose outcome is shown by its row has it in the audit too. */
    private void checkOutcomes() {
        for (Intent intent : evidence.stored().unsettled()) {
            LegOrder leg = before.get(intent.tag());
            boolean newest = evidence.ledger()
                    .newest(intent.tag())
                    .filter(intent::equals)
                    .isPresent();
            // What a step could not store is stored with the next one, though the answer to a later write was before.
            if (leg == null || !newest) {
                continue;
            }
            boolean shown = leg.pending() == null
                    && leg.state() != LegState.UNKNOWN
                    && leg.state() != LegState.SENT
                    && !leg.writeEndedAt().isBefore(intent.createdAt());
            if (shown) {
                evidence.broken(
                        Invariant.S6,
                        intent.accountId(),
                        intent.orderId(),
                        intent.kind() + " " + intent.tag() + " has no outcome, and its row is " + leg.state());
            }
        }
    }

    private void checkReading(long account, CycleView view) {
        Reading was = readings.remove(account);
        Optional<LineLog.Shown<BrokerOrder>> book = view.book(account);
        Optional<LineLog.Shown<Position>> positions = view.positions(account);
        if (book.isEmpty() || positions.isEmpty()) {
            return;
        }
        Map<String, LegOrder> legs = new HashMap<>();
        Map<Long, ManagedOrder> orders = new HashMap<>();
        view.orders().stream().filter(order -> order.accountId() == account).forEach(order -> {
            orders.put(order.id(), order);
            order.legOrders().forEach(leg -> legs.put(leg.tag(), leg));
        });
        if (was != null && isSame(was, book.get(), positions.get(), account, view.process())) {
            was.legs().forEach((tag, leg) -> checkSame(account, leg, legs.get(tag)));
            was.orders().forEach((id, order) -> checkSame(order, orders.get(id)));
        }
        // What a cycle writes after it has read changes the order with the next look.
        if (view.cycle().errors() == 0
                && !evidence.log().isWritten(account, book.get().startedAt())) {
            readings.put(
                    account,
                    new Reading(view.process(), book.get(), positions.get().rows(), legs, orders));
        }
    }

    private boolean isSame(
            Reading was,
            LineLog.Shown<BrokerOrder> book,
            LineLog.Shown<Position> positions,
            long account,
            int process) {
        return was.process() == process
                && was.book().rows().equals(book.rows())
                && was.book().quarantined().equals(book.quarantined())
                && was.positions().equals(positions.rows())
                && !evidence.log().isWritten(account, was.book().startedAt());
    }

    /** What waits, or seems gone, is settled by the next reading though it shows the same. */
    private void checkSame(ManagedOrder was, @Nullable ManagedOrder is) {
        boolean asked =
                is != null && (is.entryEnded() != was.entryEnded() || is.exitRequested() != was.exitRequested());
        // What filled too much, or is there after all, is booked once positions have had their time.
        boolean doubted =
                was.suspected() > 0 || was.open() < 0 || (is != null && is.externalExit() < was.externalExit());
        boolean waited = asked || was.isAnythingUnknown() || doubted || was.state() == OrderState.FROZEN;
        if (is == null || waited || is.suspected() > 0) {
            return;
        }
        boolean same = is.state() == was.state()
                && is.open() == was.open()
                && is.externalExit() == was.externalExit()
                && is.realised().compareTo(was.realised()) == 0;
        if (!same) {
            broken(
                    Invariant.S7,
                    is,
                    "the same book turned it from " + was.state() + " with " + was.open() + " open into " + is.state()
                            + " with " + is.open());
        }
    }

    private void checkSame(long account, LegOrder was, @Nullable LegOrder is) {
        if (is == null) {
            return;
        }
        // A write of which the process has no answer may have been recorded since.
        boolean waited = was.pending() != null
                || is.pending() != null
                || (was.state().isLive() && !was.state().isSettled());
        if (is.filled() != was.filled() || (!waited && is.state() != was.state())) {
            long order =
                    evidence.ledger().placement(was.tag()).map(Intent::orderId).orElse(0L);
            evidence.broken(
                    Invariant.S7,
                    account,
                    order,
                    "the same book turned " + was.tag() + " from " + was.state() + " with " + was.filled()
                            + " filled into " + is.state() + " with " + is.filled());
        }
    }

    private void broken(Invariant invariant, ManagedOrder order, String what) {
        evidence.broken(invariant, order.accountId(), order.id(), what);
    }
}
