package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * One recorded minute of an instrument.
 *
 * @param symbol what a person calls the instrument
 * @param start the whole minute at which the bar begins
 * @param volume units traded in the minute, 0 or more
 */
public record MinuteBar(
        InstrumentId instrument,
        String symbol,
        Instant start,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        long volume) {
    /** In which seconds of the minute its four prints come. */
    private static final List<Integer> SECONDS = List.of(5, 20, 35, 50);

    public MinuteBar {
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(symbol, "symbol");
        if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("a bar begins at a whole minute, not at " + start);
        }
        if (low.signum() <= 0 || low.compareTo(open.min(close)) > 0 || high.compareTo(open.max(close)) < 0) {
            throw new IllegalArgumentException("open " + open + ", high " + high + ", low " + low + ", close " + close
                    + " make no bar: all must be above 0, and open and close between low and high");
        }
        if (volume < 0) {
            throw new IllegalArgumentException("volume must not be negative: " + volume);
        }
    }

    /** The same bar at the same time of day on another date. */
    public MinuteBar movedTo(LocalDate date, ZoneId zone) {
        Instant moved = start.atZone(zone).with(date).toInstant();
        return new MinuteBar(instrument, symbol, moved, open, high, low, close, volume);
    }

    /** The same bar of another instrument. */
    public MinuteBar of(InstrumentId other, String otherSymbol) {
        return new MinuteBar(other, otherSymbol, start, open, high, low, close, volume);
    }

    /**
     * The path that the price takes through this minute: open at second 5, one extreme at 20, the other at 35, close
     * at 50. The low comes first if the bar closed at or above its open, else the high. Each print carries a quarter
     * of the volume, the last also what does not divide by four.
     */
    public List<Print> prints() {
        return prints(close.compareTo(open) >= 0);
    }

    /** The same with the extremes in this order. */
    public List<Print> prints(boolean lowFirst) {
        long quarter = volume / 4;
        return List.of(
                print(0, open, quarter),
                print(1, lowFirst ? low : high, quarter),
                print(2, lowFirst ? high : low, quarter),
                print(3, close, volume - 3 * quarter));
    }

    private Print print(int number, BigDecimal price, long units) {
        return new Print(instrument, start.plusSeconds(SECONDS.get(number)), price, units);
    }
}
