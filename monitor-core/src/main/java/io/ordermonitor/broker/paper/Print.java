package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One trade of the market at large, against which paper orders fill.
 *
 * @param at when it happens, by the market clock
 * @param volume units traded, 0 or more
 */
public record Print(InstrumentId instrument, Instant at, BigDecimal price, long volume) {
    public Print {
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(at, "at");
        if (price.signum() <= 0 || volume < 0) {
            throw new IllegalArgumentException(instrument + " at " + at + ": price " + price + ", volume " + volume);
        }
    }

    /** The same trade some time later. */
    Print later(Duration by) {
        return new Print(instrument, at.plus(by), price, volume);
    }
}
