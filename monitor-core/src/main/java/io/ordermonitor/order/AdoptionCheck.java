package io.ordermonitor.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds an entry that was taken over by its broker order id against the row of that id, when the book shows it for the
 * first time. By a wrong id a position of another kind would get our stops, or one of our own orders a second set of
 * them: such an adoption ends like a refused entry, and nothing is ever placed for it.
 */
final class AdoptionCheck {
    private final BookIndex index;
    private final List<ManagedOrder> orders;
    private final List<Finding> findings = new ArrayList<>();

    /** @param orders all that are known of the account */
    AdoptionCheck(BookIndex index, List<ManagedOrder> orders) {
        this.index = index;
        this.orders = List.copyOf(orders);
    }

    List<Finding> findings() {
        return findings;
    }

    /** The order, ended if what it took over is not its entry. */
    ManagedOrder check(ManagedOrder order) {
        for (LegOrder leg : order.legOrders()) {
            BrokerOrder row = isUnread(leg) ? index.rowOf(leg) : null;
            // Our own rows carry the tag of their leg, adopted ones do not.
            if (row != null && !row.tag().equals(leg.tag())) {
                Optional<String> wrong = ours(row)
                        .or(() -> row.whyNoEntryOf(order.terms())
                                .map(why -> why + "; adopt it on terms of its own, or protect it at the broker"));
                if (wrong.isPresent()) {
                    return ended(order, leg, wrong.get());
                }
            }
        }
        return order;
    }

    /** What the book has shown already is protected: it is never let go of. */
    private static boolean isUnread(LegOrder leg) {
        boolean unseen =
                leg.state() == LegState.SENT || leg.state() == LegState.UNKNOWN || leg.state() == LegState.NONE;
        return leg.leg() == LegKind.ENTRY && leg.brokerOrderId() != null && leg.filled() == 0 && unseen;
    }

    /** An order of ours whose answer never came has no broker order id here until the book is read: its tag tells it. */
    private Optional<String> ours(BrokerOrder row) {
        if (row.tag().isEmpty()) {
            return Optional.empty();
        }
        for (ManagedOrder order : orders) {
            for (LegOrder leg : order.legOrders()) {
                if (leg.tag().equals(row.tag())) {
                    return Optional.of("broker order " + row.brokerOrderId() + " is the " + leg.leg() + " of order "
                            + order.id() + ", which is managed already; nothing is left to do");
                }
            }
        }
        return Optional.empty();
    }

    /** Without the broker order id the row is what it is: another order's, or none of ours. */
    private ManagedOrder ended(ManagedOrder order, LegOrder leg, String why) {
        findings.add(Finding.alarm(
                3,
                order.accountId(),
                order.id(),
                Code.ORDER_REFUSED,
                "Order " + order.id() + ", account " + order.accountId()
                        + ": its adoption has ended and nothing is placed for it: " + why));
        LegOrder refused =
                leg.withBrokerOrderId(null).withState(LegState.REJECTED, why).afterWrite(leg.writeEndedAt(), null);
        return order.withEntryEnded().withLegOrder(refused);
    }
}
