package io.ordermonitor.broker.paper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When the paper market trades, every day.
 *
 * @param zone where open and close are times of day
 * @param open the first instant at which orders are taken
 * @param close the first instant at which they are not; what still rests then expires
 */
public record MarketSession(ZoneId zone, LocalTime open, LocalTime close) {
    public MarketSession {
        if (!open.isBefore(close)) {
            throw new IllegalArgumentException("a session from " + open + " to " + close + " is empty");
        }
    }

    /** NSE's: 09:15 to 15:30 in India. */
    public static MarketSession nse() {
        return new MarketSession(ZoneId.of("Asia/Kolkata"), LocalTime.of(9, 15), LocalTime.of(15, 30));
    }

    /** The trading day of an instant. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** When a day's session opens. */
    public Instant openOf(LocalDate day) {
        return day.atTime(open).atZone(zone).toInstant();
    }

    /** When a day's session closes. */
    public Instant closeOf(LocalDate day) {
        return day.atTime(close).atZone(zone).toInstant();
    }

    /** True from the opening up to, but not at, the close. */
    public boolean isOpen(Instant instant) {
        LocalDate day = dayOf(instant);
        return !instant.isBefore(openOf(day)) && instant.isBefore(closeOf(day));
    }

    /** The first close after an instant. */
    Instant nextClose(Instant instant) {
        LocalDate day = dayOf(instant);
        Instant close = closeOf(day);
        return close.isAfter(instant) ? close : closeOf(day.plusDays(1));
    }
}
