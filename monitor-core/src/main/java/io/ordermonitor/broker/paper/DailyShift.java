package io.ordermonitor.broker.paper;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** How far other days lie from the recorded one. Immutable. */
record DailyShift(LocalDate recorded, ZoneId zone) {

    /** From the recorded day to the day of an instant. */
    Duration to(Instant instant) {
        return to(dayOf(instant));
    }

    /** From the recorded day to the one after the day of an instant. */
    Duration toDayAfter(Instant instant) {
        return to(dayOf(instant).plusDays(1));
    }

    /** From the recorded day to each of the days of a stretch. */
    List<Duration> shifts(Instant from, Instant until) {
        return until.isBefore(from)
                ? List.of()
                : dayOf(from).datesUntil(dayOf(until).plusDays(1)).map(this::to).toList();
    }

    private Duration to(LocalDate day) {
        return Duration.between(recorded.atStartOfDay(zone), day.atStartOfDay(zone));
    }

    private LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }
}
