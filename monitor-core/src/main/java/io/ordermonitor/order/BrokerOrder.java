package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of an account's order book, as its broker reports it, in our words.
 *
 * @param brokerOrderId the broker's id, unique within account and trading day
 * @param tag our client order id, "" if the order carries none
 * @param quantity total units, at least 1
 * @param filled filled units so far, 0 to quantity
 * @param averagePrice average price of what has filled; null when nothing has, or the broker does not say
 * @param limitPrice null for orders without a limit
 * @param triggerPrice null for orders without a trigger
 * @param state mapped status; a word we do not know is UNKNOWN
 * @param triggered true if a stop is known to have triggered
 * @param reason the broker's text for a rejection or cancellation, "" if none
 * @param createdAt when the broker created the order; never changes
 * @param updatedAt the broker's last change
 */
public record BrokerOrder(
        String brokerOrderId,
        String tag,
        InstrumentId instrument,
        Side side,
        Product product,
        OrderType type,
        int quantity,
        int filled,
        @Nullable BigDecimal averagePrice,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal triggerPrice,
        LegState state,
        boolean triggered,
        String reason,
        Instant createdAt,
        Instant updatedAt) {
    public BrokerOrder {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        if (brokerOrderId.isEmpty()) {
            throw new IllegalArgumentException("an order row without a broker order id");
        }
        if (quantity < 1 || filled < 0 || filled > quantity) {
            throw new IllegalArgumentException(
                    "order " + brokerOrderId + ": filled " + filled + " of quantity " + quantity);
        }
    }

    /** Units that may still fill: 0 once the order has ended. */
    public int remaining() {
        return state.isLive() ? quantity - filled : 0;
    }

    /** Why it is not the entry of an order on these terms; empty if it may be. Prices and quantity may differ. */
    public Optional<String> whyNoEntryOf(NewManagedOrder terms) {
        boolean same = side == terms.side() && product == terms.product() && instrument.equals(terms.instrument());
        return same
                ? Optional.empty()
                : Optional.of("broker order " + brokerOrderId + " is " + side + " " + instrument + " " + product
                        + " and not " + terms.side() + " " + terms.instrument() + " " + terms.product());
    }

    /** The row with another reason. */
    public BrokerOrder withReason(String to) {
        return withText(brokerOrderId, tag, to);
    }

    /** The row with other texts. */
    BrokerOrder withText(String toId, String toTag, String toReason) {
        return new BrokerOrder(
                toId,
                toTag,
                instrument,
                side,
                product,
                type,
                quantity,
                filled,
                averagePrice,
                limitPrice,
                triggerPrice,
                state,
                triggered,
                toReason,
                createdAt,
                updatedAt);
    }
}
