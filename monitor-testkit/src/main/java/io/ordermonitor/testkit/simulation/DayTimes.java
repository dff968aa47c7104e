package io.ordermonitor.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When a simulated day begins, and what of it comes before and after a night.
 *
 * @param before how much of it comes before the night; all if there is none
 * @param morning when it goes on after the night
 */
record DayTimes(Instant begin, Duration before, Instant morning, Duration length) {
    /** Where days and hours are counted. */
    static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("dd MMM HH:mm:ss.SSS", Locale.ROOT).withZone(INDIA);

    /** When the exchange closes. */
    static final LocalTime CLOSE = LocalTime.of(15, 40);

    private static final Instant OPEN = Instant.parse("2026-11-23T03:45:00Z");
    private static final Instant END = Instant.parse("2026-11-23T10:16:00Z");

    /** Ten minutes past nine of the next trading day: the 24th is a holiday. */
    private static final Instant MORNING = Instant.parse("2026-11-25T03:40:00Z");

    private static final Duration LONG = Duration.ofMinutes(350);

    static DayTimes of(DayKind kind, Duration wanted) {
        if (kind == DayKind.CLOSE) {
            Instant begin = END.minus(wanted).isBefore(OPEN) ? OPEN : END.minus(wanted);
            return new DayTimes(begin, wanted, MORNING, Duration.between(begin, END));
        }
        if (kind == DayKind.OVERNIGHT) {
            Duration before = wanted.multipliedBy(9).dividedBy(20);
            return new DayTimes(END.minus(before), before, MORNING, wanted);
        }
        Instant begin = wanted.compareTo(LONG) > 0 ? OPEN : OPEN.plus(Duration.ofMinutes(5));
        return new DayTimes(begin, wanted, MORNING, wanted);
    }

    /** As people write it, in India. */
    static String shown(Instant at) {
        return SHOWN.format(at);
    }

    /** The day of the exchange in which something happened. */
    static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, INDIA);
    }

    /** The instant so long after the day's beginning, the night not counted. */
    Instant at(Duration offset) {
        return offset.compareTo(before) < 0 || !hasNight() ? begin.plus(offset) : morning.plus(offset.minus(before));
    }

    /** When the market has its first price of the day: a little earlier, if the session has begun. */
    Instant marketBegins() {
        Instant early = begin.minusSeconds(300);
        return early.isBefore(OPEN) && !begin.isBefore(OPEN) ? OPEN : early;
    }

    /** True near the session's end and after it: what fills then, in no time, may be seen by nobody. */
    boolean isEvening(Instant at) {
        return !LocalTime.ofInstant(at, INDIA).isBefore(CLOSE.minusMinutes(10));
    }

    /** True if the session's close is in it. */
    boolean endsWithSession() {
        return hasNight() || !begin.plus(length).isBefore(END);
    }

    boolean hasNight() {
        return before.compareTo(length) < 0;
    }

    /** When the last session before the night, or the end, has closed. */
    Instant evening() {
        return begin.plus(before);
    }
}
