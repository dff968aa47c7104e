package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One broker order that we placed (or adopted) for a leg, as far as we know it.
 *
 * @param tag our client order id, its key; for an adopted order the key is still ours though the broker's row has none
 * @param leg which leg
 * @param slice 0-based slice of the leg
 * @param number counted from 1 over all slices and attempts of the leg
 * @param brokerOrderId null until the broker told it
 * @param state NONE if it was never sent
 * @param reason the broker's text, "" if none
 * @param triggered true if its stop is known to have triggered
 * @param modifications how many modifications were sent
 * @param sentAt when its placement was recorded
 * @param writeEndedAt when our last write to it ended; a read counts for it only if it began after this
 * @param pending the write whose outcome is not known; null if none
 */
public record LegOrder(
        String tag,
        LegKind leg,
        int slice,
        int number,
        @Nullable String brokerOrderId,
        LegState state,
        OrderType type,
        int quantity,
        int filled,
        @Nullable BigDecimal averagePrice,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal triggerPrice,
        String reason,
        boolean triggered,
        int modifications,
        Instant sentAt,
        Instant writeEndedAt,
        @Nullable PendingWrite pending) {
    /** The reason of what is not sent because its account is only observed. */
    public static final String OBSERVED = "the account is in mode observe";

    private static final String CANCELLED_BY_US = "cancelled by the monitor";
    private static final String UNCHANGEABLE = "modification refused";
    private static final int KEPT_BACK = 2;

    public LegOrder {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(sentAt, "sentAt");
        Objects.requireNonNull(writeEndedAt, "writeEndedAt");
    }

    /** Units that may still fill. */
    public int remaining() {
        return state.isLive() ? quantity - filled : 0;
    }

    /** True if a modification or cancellation may be sent now, as far as its state goes. */
    public boolean isWritable() {
        return state.isSettled() && pending == null;
    }

    /** True if it is a placement that was recorded and not sent because its account is only observed. */
    public boolean isWouldSend() {
        return state == LegState.NONE && reason.equals(OBSERVED);
    }

    /** True if it takes another modification that is no emergency: of those its broker takes, two are kept back. */
    public boolean mayBeModified(int modifyCap) {
        return modifications < modifyCap - KEPT_BACK;
    }

    /** True if it was cancelled, and not by us. */
    public boolean isTakenAway() {
        return state == LegState.CANCELLED && !reason.startsWith(CANCELLED_BY_US);
    }

    /** True if the broker refused our last modification: it does not grow, another slice takes its place. */
    public boolean refusesToChange() {
        return reason.startsWith(UNCHANGEABLE);
    }

    /** A copy whose modification the broker refused. */
    public LegOrder unchanged(String why) {
        return withState(state, UNCHANGEABLE + ": " + why);
    }

    /** A copy with another state and reason. */
    public LegOrder withState(LegState to, String why) {
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                brokerOrderId,
                to,
                type,
                quantity,
                filled,
                averagePrice,
                limitPrice,
                triggerPrice,
                why,
                triggered,
                modifications,
                sentAt,
                writeEndedAt,
                pending);
    }

    /** A copy with another broker order id. */
    public LegOrder withBrokerOrderId(@Nullable String id) {
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                id,
                state,
                type,
                quantity,
                filled,
                averagePrice,
                limitPrice,
                triggerPrice,
                reason,
                triggered,
                modifications,
                sentAt,
                writeEndedAt,
                pending);
    }

    /** A copy whose last write ended then, with what is still unknown about it. */
    public LegOrder afterWrite(Instant endedAt, @Nullable PendingWrite unknown) {
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                brokerOrderId,
                state,
                type,
                quantity,
                filled,
                averagePrice,
                limitPrice,
                triggerPrice,
                reason,
                triggered,
                modifications,
                sentAt,
                endedAt,
                unknown);
    }

    /** A copy with the terms of a modification that the broker took, counted as one more. */
    public LegOrder modified(OrderTerms to) {
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                brokerOrderId,
                state,
                to.type(),
                to.quantity(),
                filled,
                averagePrice,
                to.limitPrice(),
                to.triggerPrice(),
                reason,
                triggered,
                modifications + 1,
                sentAt,
                writeEndedAt,
                pending);
    }

    /** A copy as the broker's row has it; filled quantity never falls. */
    public LegOrder seen(BrokerOrder row, LegState as) {
        boolean grown = row.filled() >= filled;
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                row.brokerOrderId(),
                as,
                row.type(),
                row.quantity(),
                Math.max(filled, row.filled()),
                grown && row.averagePrice() != null ? row.averagePrice() : averagePrice,
                row.limitPrice(),
                row.triggerPrice(),
                reasonOf(row, as),
                row.triggered(),
                modifications,
                sentAt,
                writeEndedAt,
                null);
    }

    /** What the broker says; what we know besides is kept in front of it. */
    private String reasonOf(BrokerOrder row, LegState as) {
        boolean asked = state == LegState.CANCELLING || (pending != null && pending.kind() == WriteKind.CANCEL);
        boolean ours = as == LegState.CANCELLED && (asked || reason.startsWith(CANCELLED_BY_US));
        if (ours) {
            return row.reason().isEmpty() ? CANCELLED_BY_US : CANCELLED_BY_US + ": " + row.reason();
        }
        return refusesToChange() && as.isLive() ? reason : row.reason();
    }

    /** Its terms now. */
    public OrderTerms terms() {
        return new OrderTerms(type, quantity, limitPrice, triggerPrice);
    }
}
