package io.ordermonitor.loop;

import java.time.Duration;
import java.time.LocalTime;

/**
 * What ends intraday trading before the session does (spec 4). The clock times are those of an ordinary day; a special
 * session has its own, counted back from its close.
 *
 * @param noEntryAfter from here on no MIS entry is sent or followed
 * @param misSquareOff when the broker closes MIS positions by itself
 * @param squareOffLead so long before it entry rests are cancelled
 * @param squareOffSettle so long after it a stop that the broker took away is not placed anew
 */
public record WriteRules(
        LocalTime noEntryAfter, LocalTime misSquareOff, Duration squareOffLead, Duration squareOffSettle) {
    /** How long before the close of a special session brokers close MIS positions, as they do on ordinary days. */
    private static final Duration BEFORE_SPECIAL_CLOSE = Duration.ofMinutes(15);

    public WriteRules {
        if (squareOffLead.isNegative() || squareOffSettle.isNegative()) {
            throw new IllegalArgumentException("the times around mis-square-off must not be negative");
        }
        if (noEntryAfter.isAfter(misSquareOff)) {
            throw new IllegalArgumentException(
                    "no-entry-after " + noEntryAfter + " is later than mis-square-off " + misSquareOff);
        }
    }

    /** 15:00 and 15:15, three minutes before and ten after. */
    public static WriteRules standard() {
        return new WriteRules(LocalTime.of(15, 0), LocalTime.of(15, 15), Duration.ofMinutes(3), Duration.ofMinutes(10));
    }

    /**
     * The rules of a day of special sessions: the square-off comes a quarter of an hour before their last close, the end
     * of entries as long before it as on other days. A day that trades at the ordinary hours keeps the ordinary times
     * if they come first.
     *
     * @param opening when the first special session of the day begins
     * @param close when the last one ends
     */
    WriteRules special(LocalTime opening, LocalTime close) {
        LocalTime squareOff = before(close, BEFORE_SPECIAL_CLOSE);
        LocalTime lastEntry = before(squareOff, Duration.between(noEntryAfter, misSquareOff));
        boolean ordinaryHours = opening.isBefore(noEntryAfter) && misSquareOff.isBefore(squareOff);
        return ordinaryHours ? this : new WriteRules(lastEntry, squareOff, squareOffLead, squareOffSettle);
    }

    private static LocalTime before(LocalTime time, Duration by) {
        return by.toNanos() > time.toNanoOfDay() ? LocalTime.MIDNIGHT : time.minus(by);
    }

    boolean isSquaringOff(LocalTime time) {
        long since = time.toNanoOfDay() - misSquareOff.toNanoOfDay();
        return since >= -squareOffLead.toNanos() && since < squareOffSettle.toNanos();
    }
}
