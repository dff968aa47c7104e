package io.ordermonitor.broker.paper;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order as the paper exchange keeps it.
 *
 * @param sequence its number in its account, from 1, in the order of acceptance
 * @param value what has filled so far: the sum of quantity times price
 * @param triggered true if a stop has triggered; a triggered STOPLIMIT rests like a LIMIT
 * @param updatedAt the last change; only later prints concern the order
 * @param arrivesAt when it meets the market with its present terms; earlier prints do not concern it, but for the last
 *     of them
 * @param drawnAt the instant of the print that it last filled from; it does not fill from that print again
 */
public record PaperOrder(
        int sequence,
        String brokerOrderId,
        String tag,
        InstrumentId instrument,
        Side side,
        Product product,
        OrderTerms terms,
        int filled,
        BigDecimal value,
        LegState state,
        boolean triggered,
        String reason,
        Instant createdAt,
        Instant updatedAt,
        Instant arrivesAt,
        @Nullable Instant drawnAt) {
    public PaperOrder {
        Objects.requireNonNull(terms, "terms");
        if (sequence < 1 || filled < 0 || filled > terms.quantity()) {
            throw new IllegalArgumentException(
                    "order " + brokerOrderId + ": number " + sequence + ", filled " + filled + " of " + terms);
        }
    }

    /** The order as its book shows it; the type stays what was asked for, {@code triggered} says the rest. */
    public BrokerOrder row() {
        BigDecimal average = filled == 0 ? null : value.divide(BigDecimal.valueOf(filled), 4, RoundingMode.HALF_UP);
        return new BrokerOrder(
                brokerOrderId,
                tag,
                instrument,
                side,
                product,
                terms.type(),
                terms.quantity(),
                filled,
                average,
                terms.limitPrice(),
                terms.triggerPrice(),
                state,
                triggered,
                reason,
                createdAt,
                updatedAt);
    }

    /** True while it may fill. */
    public boolean isLive() {
        return state.isLive();
    }

    /** True for a stop that waits for its trigger. */
    boolean isWaiting() {
        return terms.type().isStop() && !triggered;
    }

    int remaining() {
        return isLive() ? terms.quantity() - filled : 0;
    }

    PaperOrder withTrigger(Instant at) {
        return changed(terms, filled, value, state, true, reason, at, arrivesAt, drawnAt);
    }

    PaperOrder withFill(PaperFill fill, Instant print) {
        int total = filled + fill.quantity();
        BigDecimal worth = value.add(fill.price().multiply(BigDecimal.valueOf(fill.quantity())));
        LegState after = total == terms.quantity() ? LegState.FILLED : LegState.PARTIAL;
        return changed(terms, total, worth, after, triggered, reason, fill.at(), arrivesAt, print);
    }

    PaperOrder withTerms(OrderTerms other, boolean stillTriggered, Instant at, Instant arrival) {
        LegState after = other.quantity() == filled ? LegState.FILLED : state;
        return changed(other, filled, value, after, stillTriggered, reason, at, arrival, drawnAt);
    }

    PaperOrder ended(LegState how, String why, Instant at) {
        return changed(terms, filled, value, how, triggered, why, at, arrivesAt, drawnAt);
    }

    PaperFill fill(int units, BigDecimal price, Instant at) {
        return new PaperFill(brokerOrderId, tag, instrument, product, side, units, price, at);
    }

    private PaperOrder changed(
            OrderTerms newTerms,
            int newFilled,
            BigDecimal newValue,
            LegState newState,
            boolean nowTriggered,
            String newReason,
            Instant at,
            Instant arrival,
            @Nullable Instant drawn) {
        return new PaperOrder(
                sequence,
                brokerOrderId,
                tag,
                instrument,
                side,
                product,
                newTerms,
                newFilled,
                newValue,
                newState,
                nowTriggered,
                newReason,
                createdAt,
                at,
                arrival,
                drawn);
    }
}
