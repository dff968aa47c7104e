package io.ordermonitor.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Objects;

/**
 * What the exchange fixes for an instrument.
 *
 * @param id its key
 * @param symbol what a person calls it
 * @param tick the price step in rupees, above 0
 * @param lotSize units of a lot, at least 1
 * @param freezeQuantity the largest quantity of one order that the exchange takes, in units, at least a lot
 * @param multiplier what one unit's price move is worth, above 0; 1 for shares
 * @param lowerBand the lowest price the exchange takes
 * @param upperBand the highest price the exchange takes
 * @param asOf when these figures were published
 */
public record Instrument(
        InstrumentId id,
        String symbol,
        BigDecimal tick,
        int lotSize,
        int freezeQuantity,
        BigDecimal multiplier,
        BigDecimal lowerBand,
        BigDecimal upperBand,
        Instant asOf) {
    public Instrument {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(asOf, "asOf");
        if (tick.signum() <= 0 || multiplier.signum() <= 0) {
            throw new IllegalArgumentException(id + ": tick and multiplier must be above 0");
        }
        if (lotSize < 1 || freezeQuantity < lotSize) {
            throw new IllegalArgumentException(id + ": lot size must be at least 1 and freeze quantity at least a lot");
        }
        if (lowerBand.signum() < 0 || lowerBand.compareTo(upperBand) >= 0) {
            throw new IllegalArgumentException(id + ": price band " + lowerBand + " to " + upperBand + " is empty");
        }
    }

    /** The highest price on the tick that is not above {@code price}. */
    public BigDecimal tickFloor(BigDecimal price) {
        return onTick(price, RoundingMode.FLOOR);
    }

    /** The lowest price on the tick that is not below {@code price}. */
    public BigDecimal tickCeil(BigDecimal price) {
        return onTick(price, RoundingMode.CEILING);
    }

    /** Rounds a price against the side that trades: down for BUY, up for SELL. */
    public BigDecimal tickPassive(Side side, BigDecimal price) {
        return side == Side.BUY ? tickFloor(price) : tickCeil(price);
    }

    /** Rounds a price toward the market for the side that trades: up for BUY, down for SELL. */
    public BigDecimal tickAggressive(Side side, BigDecimal price) {
        return side == Side.BUY ? tickCeil(price) : tickFloor(price);
    }

    /** True for a price within the band. */
    public boolean isWithinBand(BigDecimal price) {
        return price.compareTo(lowerBand) >= 0 && price.compareTo(upperBand) <= 0;
    }

    /** The nearest price on the tick that lies within the price band. */
    public BigDecimal clamp(BigDecimal price) {
        if (price.compareTo(lowerBand) < 0) {
            return tickCeil(lowerBand);
        }
        return price.compareTo(upperBand) > 0 ? tickFloor(upperBand) : price;
    }

    /** The largest slice of one broker order: the freeze quantity rounded down to a lot. */
    public int largestSlice() {
        return freezeQuantity / lotSize * lotSize;
    }

    private BigDecimal onTick(BigDecimal price, RoundingMode mode) {
        BigDecimal steps = price.divide(tick, 0, mode);
        return steps.multiply(tick).setScale(Math.max(tick.scale(), 2), RoundingMode.UNNECESSARY);
    }
}
