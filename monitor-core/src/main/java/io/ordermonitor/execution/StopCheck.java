package io.ordermonitor.execution;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stop-loss and a target can do their work: a stop on the wrong side of the market ends its position at once,
 * one outside the price band is refused by the exchange all day. An unknown or old price or band refuses nothing, nor does
 * a band that the market has left.
 */
final class StopCheck {
    private final Duration priceMaxAge;
    private final ZoneId zone;

    StopCheck(Duration priceMaxAge, ZoneId zone) {
        this.priceMaxAge = priceMaxAge;
        this.zone = zone;
    }

    /**
     * Why the exits of a new entry are refused; empty if they are not. An entry whose own price lies outside the band
     * passes: the exchange rejects it whole, so that nothing is filled, and it may be regenerated at another price.
     */
    Optional<String> entry(LastPrices prices, NewManagedOrder terms, Instrument instrument, Instant now) {
        Optional<LastPrices.LastPrice> last = last(prices, terms, now);
        Optional<Instrument> band = band(instrument, last, now);
        boolean rejected = outside("entryStopPrice", terms.entryStopPrice(), band)
                .or(() -> outside("entryLimitPrice", terms.entryLimitPrice(), band))
                .isPresent();
        if (rejected) {
            return Optional.empty();
        }
        return outside("slStopPrice", terms.slStopPrice(), band)
                .or(() -> outside("targetPrice", terms.targetPrice(), band))
                .or(() -> terms.entryType() == OrderType.STOPLIMIT
                        ? Optional.empty()
                        : beyond(last, terms, instrument)
                                .map(why -> why + ": the position would be closed as soon as it fills; give a stop "
                                        + side(terms) + " the last price"));
    }

    /** Why an amendment is refused; empty if it is not. A price that stays as it is never is the reason. */
    Optional<String> amendment(
            LastPrices prices, ManagedOrder order, NewManagedOrder to, Instrument instrument, Instant now) {
        NewManagedOrder was = order.terms();
        Optional<LastPrices.LastPrice> last = last(prices, to, now);
        Optional<Instrument> band = band(instrument, last, now);
        Optional<String> stop = isSame(was.slStopPrice(), to.slStopPrice())
                ? Optional.empty()
                : outside("slStopPrice", to.slStopPrice(), band).or(() -> wouldClose(last, order, to, instrument));
        return stop.or(() -> isSame(was.targetPrice(), to.targetPrice())
                ? Optional.empty()
                : outside("targetPrice", to.targetPrice(), band));
    }

    private static Optional<String> wouldClose(
            Optional<LastPrices.LastPrice> last, ManagedOrder order, NewManagedOrder to, Instrument instrument) {
        return order.open() <= 0
                ? Optional.empty()
                : beyond(last, to, instrument)
                        .map(why -> why + ": " + order.open() + " open units would be closed at once; give a stop "
                                + side(to) + " the last price, or close the order now ('order exit'). The price is read"
                                + " again now: if it has moved, ask once more");
    }

    private Optional<LastPrices.LastPrice> last(LastPrices prices, NewManagedOrder terms, Instant now) {
        return prices.since(terms.accountId(), terms.instrument(), now.minus(priceMaxAge));
    }

    private static Optional<String> beyond(
            Optional<LastPrices.LastPrice> last, NewManagedOrder terms, Instrument instrument) {
        return last.filter(known -> Market.isBeyond(known.price(), terms.exitSide(), terms.slStopPrice()))
                .map(known -> "slStopPrice " + terms.slStopPrice().toPlainString() + " is not " + side(terms)
                        + " the last price " + known.price().toPlainString() + " of " + instrument.symbol()
                        + ", read at " + known.readAt());
    }

    /** On which side of the market the stop of a position rests. */
    private static String side(NewManagedOrder terms) {
        return terms.side() == Side.BUY ? "below" : "above";
    }

    /** The instrument, if its price band is of today and the market within it: the exchange widens bands within the day. */
    private Optional<Instrument> band(Instrument instrument, Optional<LastPrices.LastPrice> last, Instant now) {
        boolean today = !LocalDate.ofInstant(instrument.asOf(), zone).isBefore(LocalDate.ofInstant(now, zone));
        boolean left =
                last.filter(known -> !isWithin(known.price(), instrument)).isPresent();
        return today && !left ? Optional.of(instrument) : Optional.empty();
    }

    private static boolean isWithin(BigDecimal price, Instrument of) {
        return price.compareTo(of.lowerBand()) >= 0 && price.compareTo(of.upperBand()) <= 0;
    }

    private Optional<String> outside(String name, @Nullable BigDecimal price, Optional<Instrument> band) {
        if (price == null) {
            return Optional.empty();
        }
        return band.filter(of -> !isWithin(price, of))
                .map(of -> name + " " + price.toPlainString() + " lies outside the price band of " + of.symbol() + ", "
                        + of.lowerBand().toPlainString() + " to "
                        + of.upperBand().toPlainString() + " (of "
                        + LocalDate.ofInstant(of.asOf(), zone)
                        + "): the exchange would refuse it; give a price within");
    }

    private static boolean isSame(@Nullable BigDecimal was, @Nullable BigDecimal is) {
        return is == null || (was != null && was.compareTo(is) == 0);
    }
}
