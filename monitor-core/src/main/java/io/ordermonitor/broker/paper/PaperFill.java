package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * One fill of a paper order.
 *
 * @param tag the order's tag, "" for one placed by hand
 * @param quantity units, at least 1
 */
public record PaperFill(
        String brokerOrderId,
        String tag,
        InstrumentId instrument,
        Product product,
        Side side,
        int quantity,
        BigDecimal price,
        Instant at) {
    public PaperFill {
        Objects.requireNonNull(instrument, "instrument");
        if (quantity < 1 || price.signum() <= 0) {
            throw new IllegalArgumentException("order " + brokerOrderId + " fills " + quantity + " at " + price);
        }
    }
}
