package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What trades, at which prices, under which rules: all that is the same for every account.
 *
 * @param instruments by id
 */
public record PaperMarket(Map<InstrumentId, Instrument> instruments, PricePath path, PaperSettings settings) {
    public PaperMarket {
        instruments = Map.copyOf(instruments);
    }

    /** A market of these instruments. */
    public static PaperMarket of(Collection<Instrument> instruments, PricePath path, PaperSettings settings) {
        return new PaperMarket(
                instruments.stream().collect(Collectors.toMap(Instrument::id, Function.identity())), path, settings);
    }

    /** The last price of the session of {@code now}'s day; empty before its first print. */
    public Optional<BigDecimal> lastPrice(InstrumentId instrument, Instant now) {
        return lastPrint(instrument, now).map(Print::price);
    }

    Optional<Print> lastPrint(InstrumentId instrument, Instant now) {
        MarketSession session = settings.session();
        return path.last(instrument, session.openOf(session.dayOf(now)), now);
    }
}
