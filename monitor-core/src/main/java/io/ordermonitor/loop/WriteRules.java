package io.ordermonitor.loop;

import java.time.Duration;
import java.time.LocalTime;

/**
 * What ends intraday trading before the session does (spec 4).
 *
 * @param noEntryAfter from here on no MIS entry is sent or followed
 * @param misSquareOff when the broker closes MIS positions by itself
 * @param squareOffLead so long before it entry rests are cancelled
 * @param squareOffSettle so long after it a stop that the broker took away is not placed anew
 */
public record WriteRules(
        LocalTime noEntryAfter, LocalTime misSquareOff, Duration squareOffLead, Duration squareOffSettle) {
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

    boolean isSquaringOff(LocalTime time) {
        return !time.isBefore(misSquareOff.minus(squareOffLead)) && time.isBefore(misSquareOff.plus(squareOffSettle));
    }
}
