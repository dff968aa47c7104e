package io.ordermonitor.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of an order whose entry was only recorded since its account was observed, and will not be sent any more. Pure.
 *
 * @param order the order, ended; its broker orders hold the reason
 * @param finding what is told
 */
public record ObservedEntry(ManagedOrder order, Finding finding) {
    private static final String NEVER_SENT = "only recorded while the account was observed, never sent; ended when ";

    /**
     * What was submitted while the account was observed is not sent hours later because somebody arms the account, nor
     * kept when it is not valid any more.
     *
     * @param observed whether its account is observed now
     * @return empty if the order is another one, or may still be sent
     */
    public static Optional<ObservedEntry> ended(ManagedOrder order, boolean observed, Instant now) {
        Instant until = order.terms().validUntil();
        boolean isOver = !observed || (until != null && !now.isBefore(until));
        return isOver && isRecordedOnly(order) ? Optional.of(ended(order, observed)) : Optional.empty();
    }

    private static boolean isRecordedOnly(ManagedOrder order) {
        List<LegOrder> entries = order.of(LegKind.ENTRY);
        return order.state() == OrderState.ENTERING
                && !entries.isEmpty()
                && entries.stream().allMatch(LegOrder::isWouldSend);
    }

    private static ObservedEntry ended(ManagedOrder order, boolean observed) {
        String reason = NEVER_SENT + (observed ? "it was not valid any more" : "the account was armed");
        ManagedOrder to = order.withEntryEnded();
        for (LegOrder entry : order.of(LegKind.ENTRY)) {
            to = to.withLegOrder(entry.withState(entry.state(), reason, entry.note()));
        }
        Finding told = Finding.error(
                3,
                order.accountId(),
                order.id(),
                Code.ORDER_REFUSED,
                "Order " + order.id() + ", account " + order.accountId() + ": its entry was " + reason
                        + ". Submit it again if it is still wanted.");
        return new ObservedEntry(OrderStates.derive(to), told);
    }
}
