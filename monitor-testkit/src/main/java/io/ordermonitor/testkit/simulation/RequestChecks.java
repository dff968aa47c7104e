package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That what was answered as taken comes true, whatever became of the process that answered, and entries end with exits: C2. */
final class RequestChecks {
    private final Evidence evidence;
    private final Set<Long> cancels = new HashSet<>();
    private final Set<Long> exits = new HashSet<>();

    RequestChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** The rest of an order's entry is to end. */
    void cancelTaken(long orderId) {
        cancels.add(orderId);
    }

    /** An order is to be closed. */
    void exitTaken(long orderId) {
        cancels.add(orderId);
        exits.add(orderId);
    }

    /** An exit that came too late for its day is made on the next; units in excess are another matter. */
    void atEnd(List<ManagedOrder> orders, Map<Long, Truth> truths) {
        boolean isOpenAtEnd = evidence.plan().kind() != DayKind.CLOSE;
        for (ManagedOrder order : orders) {
            Truth truth = truths.get(order.accountId());
            if (truth == null) {
                continue;
            }
            int resting = truth.of(order.id()).live(LegKind.ENTRY);
            boolean left = order.exitFilled() > 0 || order.externalExit() > 0;
            if (resting > 0 && (left || cancels.contains(order.id()))) {
                String why = left ? "it is being left" : "its end was asked for";
                broken(order, why + ", and " + resting + " units of its entry rest");
            }
            int waiting = order.open() - leaving(order, truth.of(order.id()));
            if (isOpenAtEnd && exits.contains(order.id()) && waiting > 0) {
                broken(order, "its exit was asked for, and " + waiting + " units are not on their way out");
            }
        }
    }

    private int leaving(ManagedOrder order, Truth.Holding holding) {
        return holding.rows().stream()
                .filter(row -> row.intent().leg() == LegKind.SL)
                .map(Truth.Row::order)
                .filter(stop -> stop.state().isLive() && !stop.type().isStop() && !waits(order, stop))
                .mapToInt(BrokerOrder::remaining)
                .sum();
    }

    /** True for a limit that the market has yet to reach, as that of a target. */
    private boolean waits(ManagedOrder order, BrokerOrder stop) {
        BigDecimal limit = stop.limitPrice();
        return evidence.market()
                .paper()
                .lastPrice(order.instrument(), evidence.now())
                .filter(last ->
                        limit != null && limit.compareTo(last) * order.side().sign() > 0)
                .isPresent();
    }

    private void broken(ManagedOrder order, String what) {
        evidence.broken(Invariant.C2, order.accountId(), order.id(), what);
    }
}
