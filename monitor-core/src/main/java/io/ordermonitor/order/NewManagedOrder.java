package io.ordermonitor.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trading application asks for: an entry with its stop-loss and, if it likes, its target. These terms never
 * change but by {@code amend}.
 *
 * @param quantity units, at least 1
 * @param entryType LIMIT, MARKET or STOPLIMIT
 * @param entryStopPrice the trigger, STOPLIMIT only
 * @param entryLimitPrice the limit, LIMIT and STOPLIMIT only
 * @param slStopPrice the stop-loss trigger
 * @param slLimitBuffer how far beyond the trigger the stop's limit lies, in rupees; null: 0.5 % of the stop, at least
 *     two ticks
 * @param targetPrice the take-profit limit; null: none
 * @param strategy the name under which permissions and regeneration are asked: 1 to 64 characters; a new
 *     order is refused if one of them is a control or invisible one, see {@link #whyNotPlain}
 * @param validUntil an entry is not sent after this; null: the trading day
 * @param requestKey makes a repeated submit harmless: unique per user, 1 to 128 characters as in {@code strategy}
 */
public record NewManagedOrder(
        long userId,
        long accountId,
        InstrumentId instrument,
        Side side,
        Product product,
        int quantity,
        OrderType entryType,
        @Nullable BigDecimal entryStopPrice,
        @Nullable BigDecimal entryLimitPrice,
        BigDecimal slStopPrice,
        @Nullable BigDecimal slLimitBuffer,
        @Nullable BigDecimal targetPrice,
        String strategy,
        @Nullable Instant validUntil,
        String requestKey) {
    private static final BigDecimal BUFFER_SHARE = new BigDecimal("0.005");

    public NewManagedOrder {
        UserIds.check(userId);
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(product, "product");
        require(quantity >= 1, "quantity must be at least 1");
        require(entryType != OrderType.STOPMARKET, "an entry is LIMIT, MARKET or STOPLIMIT");
        require((entryStopPrice != null) == (entryType == OrderType.STOPLIMIT), "entryStopPrice goes with STOPLIMIT");
        require((entryLimitPrice != null) == (entryType != OrderType.MARKET), "entryLimitPrice goes with a limit");
        require(slStopPrice.signum() > 0, "slStopPrice must be above 0");
        require(slLimitBuffer == null || slLimitBuffer.signum() > 0, "slLimitBuffer must be above 0");
        PlainText.checkStored("strategy", strategy, 64);
        PlainText.checkStored("requestKey", requestKey, 128);
        require(
                targetPrice == null || targetPrice.compareTo(slStopPrice) * side.sign() > 0,
                "targetPrice must lie on the winning side of slStopPrice");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * Why a new order with this strategy and key is refused; empty if it is not. It is asked where orders come in, not of
     * those that are stored: an order must never become unreadable by a rule that is younger than it.
     */
    public Optional<String> whyNotPlain() {
        return PlainText.whyNot("strategy", strategy).or(() -> PlainText.whyNot("requestKey", requestKey));
    }

    /**
     * Why these exits do not go with this entry; empty if they do. It is asked while an entry may still fill: once it has
     * filled, a stop-loss may be trailed beyond its price.
     */
    public Optional<String> whyMisplaced() {
        BigDecimal entry = entryStopPrice != null ? entryStopPrice : entryLimitPrice;
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.compareTo(slStopPrice) * side.sign() <= 0) {
            return Optional.of("slStopPrice must lie on the losing side of the entry");
        }
        return targetPrice != null && targetPrice.compareTo(entry) * side.sign() <= 0
                ? Optional.of("targetPrice must lie on the winning side of the entry")
                : Optional.empty();
    }

    /** The side of the exits. */
    public Side exitSide() {
        return side.opposite();
    }

    /** The limit of the stop-loss: beyond its trigger by the buffer, on the tick, within the band if the trigger is. */
    public BigDecimal slLimitPrice(Instrument of) {
        BigDecimal buffer = slLimitBuffer;
        if (buffer == null) {
            BigDecimal share = slStopPrice.multiply(BUFFER_SHARE).setScale(4, RoundingMode.HALF_UP);
            buffer = share.max(of.tick().multiply(BigDecimal.valueOf(2)));
        }
        BigDecimal raw = side == Side.BUY ? slStopPrice.subtract(buffer) : slStopPrice.add(buffer);
        BigDecimal limit = of.tickAggressive(exitSide(), raw);
        return of.isWithinBand(slStopPrice) ? of.clamp(limit) : limit;
    }

    /** The same order at other prices under another key: what an entry strategy returns. */
    public NewManagedOrder repriced(
            @Nullable BigDecimal entryStop,
            @Nullable BigDecimal entryLimit,
            BigDecimal slStop,
            @Nullable BigDecimal target,
            String key) {
        return new NewManagedOrder(
                userId,
                accountId,
                instrument,
                side,
                product,
                quantity,
                entryType,
                entryStop,
                entryLimit,
                slStop,
                slLimitBuffer,
                target,
                strategy,
                validUntil,
                key);
    }

    /** The same order with another stop-loss and target. */
    public NewManagedOrder amended(BigDecimal slStop, @Nullable BigDecimal target) {
        return repriced(entryStopPrice, entryLimitPrice, slStop, target, requestKey);
    }
}
