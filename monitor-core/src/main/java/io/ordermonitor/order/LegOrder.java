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
 * @param reason the broker's text or ours, "" if none; for people
 * @param note what we know of it besides its state
 * @param triggered true if its stop is known to have triggered
 * @param writes what we have written to it
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
        LegNote note,
        boolean triggered,
        LegWrites writes) {
    /** The reason of what is not sent because its account is only observed. */
    public static final String OBSERVED = "the account is in mode observe";

    private static final int KEPT_BACK = 2;

    public LegOrder {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(leg, "leg");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(writes, "writes");
    }

    /** A broker order whose placement was recorded then, of which no more is known. */
    public static LegOrder sent(String tag, LegKind leg, int slice, int number, OrderTerms terms, Instant at) {
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                null,
                LegState.SENT,
                terms.type(),
                terms.quantity(),
                0,
                null,
                terms.limitPrice(),
                terms.triggerPrice(),
                "",
                LegNote.NONE,
                false,
                LegWrites.placed(at));
    }

    /** The broker order that an intent places. */
    public static LegOrder sent(Intent placement) {
        OrderTerms terms = placement.terms();
        if (terms == null || placement.kind() != WriteKind.PLACE) {
            throw new IllegalArgumentException("intent " + placement.tag() + " places nothing");
        }
        return sent(
                placement.tag(), placement.leg(), placement.slice(), placement.number(), terms, placement.createdAt());
    }

    /** How many modifications were sent. */
    public int modifications() {
        return writes.modifications();
    }

    /** When its placement was recorded. */
    public Instant sentAt() {
        return writes.sentAt();
    }

    /** When our last write to it ended. */
    public Instant writeEndedAt() {
        return writes.endedAt();
    }

    /** The write whose outcome is not known; null if none. */
    public @Nullable PendingWrite pending() {
        return writes.pending();
    }

    /** Units that may still fill. */
    public int remaining() {
        return state.isLive() ? quantity - filled : 0;
    }

    /** Units by which it is larger than known if the modification that got no answer was made. */
    int unseenGrowth() {
        PendingWrite pending = pending();
        OrderTerms to = pending == null || pending.kind() != WriteKind.MODIFY ? null : pending.to();
        return to == null ? 0 : Math.max(0, to.quantity() - quantity);
    }

    /** True if a modification or cancellation may be sent now, as far as its state goes. */
    public boolean isWritable() {
        return state.isSettled() && pending() == null;
    }

    /** True if it is a placement that was recorded and not sent because its account is only observed. */
    public boolean isWouldSend() {
        return state == LegState.NONE && note == LegNote.WOULD_SEND;
    }

    /** True if it is a placement that was given up, for nothing was seen of it: absence is never fully proved. */
    public boolean isGivenUp() {
        return state == LegState.NONE && note == LegNote.NONE;
    }

    /** True if it is a placement that certainly never reached the broker, though its account is armed. */
    public boolean isNotSent() {
        return !state.isLive() && note == LegNote.NOT_SENT;
    }

    /** True if just this modification, or cancellation if null, was its last write and was recorded only. */
    public boolean isObserved(@Nullable OrderTerms to) {
        ObservedWrite last = writes.observed();
        return last != null && last.isSame(to);
    }

    /** True if it takes another modification that is no emergency: of those its broker takes, two are kept back. */
    public boolean mayBeModified(int modifyCap) {
        return modifications() < modifyCap - KEPT_BACK;
    }

    /** True if we have asked for its cancellation: it is live until the order book says otherwise. */
    public boolean isEnding() {
        PendingWrite pending = pending();
        return state == LegState.CANCELLING || (pending != null && pending.kind() == WriteKind.CANCEL);
    }

    /** True if it was cancelled, and not by us. */
    public boolean isTakenAway() {
        return state == LegState.CANCELLED && note != LegNote.CANCELLED_BY_US;
    }

    /** True if the broker refused our last modification: it does not grow, another slice takes its place. */
    public boolean refusesToChange() {
        return note == LegNote.UNCHANGEABLE;
    }

    /** A copy whose modification the broker refused. */
    public LegOrder unchanged(String why) {
        return copy(brokerOrderId, state, "modification refused: " + why, LegNote.UNCHANGEABLE, writes);
    }

    /** A copy in another state, of which no more is known than this reason. */
    public LegOrder withState(LegState to, String why) {
        return withState(to, why, LegNote.NONE);
    }

    /** A copy in another state, with the reason and what we know besides. */
    public LegOrder withState(LegState to, String why, LegNote besides) {
        return copy(brokerOrderId, to, why, besides, writes);
    }

    /** A copy with another broker order id. */
    public LegOrder withBrokerOrderId(@Nullable String id) {
        return copy(id, state, reason, note, writes);
    }

    /** A copy whose last write ended then, with what is still unknown about it. */
    public LegOrder afterWrite(Instant endedAt, @Nullable PendingWrite unknown) {
        return copy(brokerOrderId, state, reason, note, writes.ended(endedAt, unknown));
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
                note,
                triggered,
                writes.modified());
    }

    /** A copy whose pending modification was found in the order book: it counts, and it was not refused. */
    LegOrder found() {
        return copy(brokerOrderId, state, reason, LegNote.NONE, writes.modified());
    }

    /** A copy whose newest write was recorded and not sent. */
    public LegOrder observing(ObservedWrite write) {
        return copy(brokerOrderId, state, reason, note, writes.observing(write));
    }

    private LegOrder copy(@Nullable String id, LegState to, String why, LegNote besides, LegWrites written) {
        return new LegOrder(
                tag,
                leg,
                slice,
                number,
                id,
                to,
                type,
                quantity,
                filled,
                averagePrice,
                limitPrice,
                triggerPrice,
                why,
                besides,
                triggered,
                written);
    }

    /** A copy as the broker's row has it; filled quantity never falls. What we know besides is kept in front of it. */
    public LegOrder seen(BrokerOrder row, LegState as) {
        boolean grown = row.filled() >= filled;
        LegNote besides = noteOn(as);
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
                switch (besides) {
                    case CANCELLED_BY_US ->
                        "cancelled by the monitor" + (row.reason().isEmpty() ? "" : ": " + row.reason());
                    case UNCHANGEABLE -> reason;
                    default -> row.reason();
                },
                besides,
                row.triggered(),
                writes.settled());
    }

    private LegNote noteOn(LegState as) {
        if (as == LegState.CANCELLED && (isEnding() || note == LegNote.CANCELLED_BY_US)) {
            return LegNote.CANCELLED_BY_US;
        }
        return refusesToChange() && as.isLive() ? note : LegNote.NONE;
    }

    /** Its terms now. */
    public OrderTerms terms() {
        return new OrderTerms(type, quantity, limitPrice, triggerPrice);
    }
}
