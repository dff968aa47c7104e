package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange asks of an order's figures: lot, freeze quantity, tick, price band, the side of its trigger and of
 * its limit, in this order. Pure functions.
 */
final class OrderRules {
    private OrderRules() {}

    /** True if no price is zero or below. */
    static boolean isWellFormed(OrderTerms terms) {
        return Stream.of(terms.limitPrice(), terms.triggerPrice())
                .filter(Objects::nonNull)
                .allMatch(price -> price.signum() > 0);
    }

    /**
     * Why the exchange would reject an order; empty if it takes it.
     *
     * @param last the last price; null before the first print, and then every trigger passes
     */
    static Optional<String> breach(PaperOrder order, Instrument instrument, @Nullable BigDecimal last) {
        OrderTerms terms = order.terms();
        if (terms.quantity() % instrument.lotSize() != 0) {
            return Optional.of(RejectionText.lot(instrument));
        }
        if (terms.quantity() > instrument.freezeQuantity()) {
            return Optional.of(RejectionText.freezeQuantity(terms.quantity(), instrument));
        }
        return price(terms.triggerPrice(), instrument)
                .or(() -> price(terms.limitPrice(), instrument))
                .or(() -> order.isWaiting() ? trigger(order, last) : Optional.empty());
    }

    private static Optional<String> price(@Nullable BigDecimal price, Instrument instrument) {
        if (price == null) {
            return Optional.empty();
        }
        if (price.remainder(instrument.tick()).signum() != 0) {
            return Optional.of(RejectionText.tick(price, instrument));
        }
        boolean within = price.compareTo(instrument.lowerBand()) >= 0 && price.compareTo(instrument.upperBand()) <= 0;
        return within ? Optional.empty() : Optional.of(RejectionText.priceBand(price, instrument));
    }

    private static Optional<String> trigger(PaperOrder order, @Nullable BigDecimal last) {
        Side side = order.side();
        BigDecimal trigger = Objects.requireNonNull(order.terms().triggerPrice(), "a stop has a trigger");
        if (last != null && trigger.compareTo(last) * side.sign() <= 0) {
            return Optional.of(RejectionText.triggerSide(side, last));
        }
        BigDecimal limit = order.terms().limitPrice();
        if (limit != null && limit.compareTo(trigger) * side.sign() < 0) {
            return Optional.of(RejectionText.limitSide(side, trigger));
        }
        return Optional.empty();
    }
}
