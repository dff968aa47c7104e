package io.ordermonitor.order;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of an account's net positions.
 *
 * @param quantity signed net units, negative for a short
 * @param averagePrice average price of the net quantity, 0 when flat
 * @param lastPrice last traded price, above 0; null if the broker does not say, or says what is no price
 * @param carriedQuantity signed units that were carried in from an earlier day, part of quantity's history
 * @param carriedPrice the price at which they were carried in; null if none
 */
public record Position(
        InstrumentId instrument,
        Product product,
        int quantity,
        BigDecimal averagePrice,
        @Nullable BigDecimal lastPrice,
        int carriedQuantity,
        @Nullable BigDecimal carriedPrice) {
    public Position {
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(averagePrice, "averagePrice");
        lastPrice = lastPrice != null && lastPrice.signum() > 0 && Storable.isPrice(lastPrice) ? lastPrice : null;
    }
}
