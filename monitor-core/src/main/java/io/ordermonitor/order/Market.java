package io.ordermonitor.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decision knows of an instrument's market.
 *
 * @param last the broker's last price; null if it gives none
 * @param fair the fair prices; null if there is no row
 * @param session what may be sent for the product now
 * @param now the cycle's instant
 */
public record Market(
        Instrument instrument,
        @Nullable BigDecimal last,
        @Nullable FairPrice fair,
        WriteSession session,
        Instant now) {

    /** Why a fair price is not to be used; empty if it is usable or if there is none. */
    public Optional<String> whyFairIsUnusable(Side side, OrderSettings settings) {
        BigDecimal price = fairOf(side);
        if (price == null || fair == null) {
            return Optional.empty();
        }
        if (price.signum() <= 0) {
            return Optional.of("is " + price.toPlainString());
        }
        if (fair.asOf().plus(settings.fairMaxAge()).isBefore(now)) {
            return Optional.of("is of " + fair.asOf() + ", older than "
                    + settings.fairMaxAge().toSeconds() + " s");
        }
        if (fair.asOf().minus(settings.fairMaxAge()).isAfter(now)) {
            return Optional.of("is of " + fair.asOf() + ", which is yet to come");
        }
        if (last != null && price.subtract(last).abs().compareTo(last.multiply(settings.fairMaxDeviation())) > 0) {
            return Optional.of(
                    "of " + price.toPlainString() + " is too far from the last price " + last.toPlainString());
        }
        return Optional.empty();
    }

    /** The usable fair price for an order on this side: the buy fair price for BUY, the sell fair price for SELL. */
    public Optional<BigDecimal> usableFair(Side side, OrderSettings settings) {
        return whyFairIsUnusable(side, settings).isPresent() ? Optional.empty() : Optional.ofNullable(fairOf(side));
    }

    private @Nullable BigDecimal fairOf(Side side) {
        if (fair == null) {
            return null;
        }
        return side == Side.BUY ? fair.buy() : fair.sell();
    }

    /**
     * The limit of an exit that must fill: beyond the last price by at most the slippage, on the tick, within the band;
     * empty if there is no last price.
     */
    public Optional<BigDecimal> exitLimit(Side exitSide, OrderSettings settings) {
        if (last == null) {
            return Optional.empty();
        }
        BigDecimal slip = last.multiply(settings.maxExitSlippage());
        BigDecimal raw = exitSide == Side.SELL ? last.subtract(slip) : last.add(slip);
        BigDecimal inside = instrument.tickPassive(exitSide, raw.setScale(6, RoundingMode.HALF_UP));
        return Optional.of(clamp(inside));
    }

    /** The price within the band; as it is where the market itself has left the band, which then is that of no more. */
    BigDecimal clamp(BigDecimal price) {
        return last == null || instrument.isWithinBand(last) ? instrument.clamp(price) : price;
    }

    /** True if the last price is at or beyond a stop of this side. */
    public boolean isBeyond(Side exitSide, BigDecimal stop) {
        return last != null && isBeyond(last, exitSide, stop);
    }

    /** True if a last price is at or beyond a stop of this side. */
    public static boolean isBeyond(BigDecimal last, Side exitSide, BigDecimal stop) {
        return exitSide == Side.SELL ? last.compareTo(stop) <= 0 : last.compareTo(stop) >= 0;
    }
}
