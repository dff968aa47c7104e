package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored change of a managed order.
 *
 * @param version the order's version with it
 * @param cause which step stored it, in which cycle; or what asked for it
 * @param fence the lease number under which it was stored; 0 if that was not recorded
 * @param what a few words, as in {@link io.ordermonitor.order} histories
 * @param after how the order stood then; null if that was not recorded (schema 6 and older)
 */
public record OrderChange(
        long version,
        Instant at,
        Cause cause,
        long fence,
        String what,
        @Nullable Standing after) {
    public OrderChange {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(what, "what");
    }

    /**
     * How an order stands.
     *
     * @param filled units of its entry
     * @param open units that it holds
     * @param outside units that somebody else closed, confirmed; negative: taken up by a settling
     * @param exitAsked true once the whole of it is to be closed
     * @param entryEnded true once its entry's rest is to be cancelled
     */
    public record Standing(
            OrderState state,
            int filled,
            int open,
            int outside,
            boolean exitAsked,
            boolean entryEnded,
            BigDecimal slStopPrice,
            @Nullable BigDecimal targetPrice) {
        /** As this order stands. */
        public static Standing of(ManagedOrder order) {
            return new Standing(
                    order.state(),
                    order.entryFilled(),
                    order.open(),
                    order.externalExit(),
                    order.exitRequested(),
                    order.entryEnded(),
                    order.terms().slStopPrice(),
                    order.terms().targetPrice());
        }
    }
}
