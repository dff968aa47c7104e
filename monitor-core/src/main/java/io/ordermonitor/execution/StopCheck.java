package io.ordermonitor.execution;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Market;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.WriteSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stop-loss and a target can do their work: a stop on the wrong side of the market ends its position at once,
 * one outside the price band is refused by the exchange for ever. An unknown or old price or band refuses nothing.
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
        boolean rejected = Stream.of(
                        outside("entryStopPrice", terms.entryStopPrice(), instrument, now),
                        outside("entryLimitPrice", terms.entryLimitPrice(), instrument, now))
                .anyMatch(Optional::isPresent);
        if (rejected) {
            return Optional.empty();
        }
        return outside("slStopPrice", terms.slStopPrice(), instrument, now)
                .or(() -> outside("targetPrice", terms.targetPrice(), instrument, now))
                .or(() -> terms.entryType() == OrderType.STOPLIMIT
                        ? Optional.empty()
                        : beyond(prices, terms, instrument, now)
                                .map(why -> why + ": the position would be closed as soon as it fills; give a stop "
                                        + side(terms) + " the last price"));
    }

    /** Why an amendment is refused; empty if it is not. A price that stays as it is never is the reason. */
    Optional<String> amendment(
            LastPrices prices, ManagedOrder order, NewManagedOrder to, Instrument instrument, Instant now) {
        NewManagedOrder was = order.terms();
        boolean stays = to.slStopPrice().compareTo(was.slStopPrice()) == 0;
        Optional<String> stop = stays
                ? Optional.empty()
                : outside("slStopPrice", to.slStopPrice(), instrument, now)
                        .or(() -> wouldClose(prices, order, to, instrument, now));
        return stop.or(() -> isSame(was.targetPrice(), to.targetPrice())
                ? Optional.empty()
                : outside("targetPrice", to.targetPrice(), instrument, now));
    }

    private Optional<String> wouldClose(
            LastPrices prices, ManagedOrder order, NewManagedOrder to, Instrument instrument, Instant now) {
        return order.open() <= 0
                ? Optional.empty()
                : beyond(prices, to, instrument, now)
                        .map(why -> why + ": " + order.open() + " open units would be closed at once; give a stop "
                                + side(to) + " the last price, or close the order now ('order exit')");
    }

    private Optional<String> beyond(LastPrices prices, NewManagedOrder terms, Instrument instrument, Instant now) {
        return prices.since(terms.accountId(), terms.instrument(), now.minus(priceMaxAge))
                .filter(last -> new Market(instrument, last.price(), null, WriteSession.OPEN, now)
                        .isBeyond(terms.exitSide(), terms.slStopPrice()))
                .map(last -> "slStopPrice " + terms.slStopPrice().toPlainString() + " is not " + side(terms)
                        + " the last price " + last.price().toPlainString() + " of " + instrument.symbol()
                        + ", read at " + last.readAt());
    }

    /** On which side of the market the stop of a position rests. */
    private static String side(NewManagedOrder terms) {
        return terms.side() == Side.BUY ? "below" : "above";
    }

    private Optional<String> outside(String name, @Nullable BigDecimal price, Instrument instrument, Instant now) {
        LocalDate published = LocalDate.ofInstant(instrument.asOf(), zone);
        if (price == null || published.isBefore(LocalDate.ofInstant(now, zone))) {
            return Optional.empty();
        }
        boolean within = price.compareTo(instrument.lowerBand()) >= 0 && price.compareTo(instrument.upperBand()) <= 0;
        return within
                ? Optional.empty()
                : Optional.of(name + " " + price.toPlainString() + " lies outside the price band of "
                        + instrument.symbol() + ", " + instrument.lowerBand().toPlainString() + " to "
                        + instrument.upperBand().toPlainString() + " (of " + published
                        + "): the exchange would refuse it; give a price within");
    }

    private static boolean isSame(@Nullable BigDecimal was, @Nullable BigDecimal is) {
        return is == null || (was != null && was.compareTo(is) == 0);
    }
}
