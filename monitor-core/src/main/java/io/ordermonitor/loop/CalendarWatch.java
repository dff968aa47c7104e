package io.ordermonitor.loop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, once a day on which anybody is monitored, of a calendar that ends soon or ended. Thread-safe. */
final class CalendarWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CalendarWatch.class);

    private final TradingHours hours;
    private final AtomicReference<LocalDate> lookedOn = new AtomicReference<>(LocalDate.MIN);

    CalendarWatch(TradingHours hours) {
        this.hours = hours;
    }

    /** Looks, unless it did on this day. */
    void look(Instant now) {
        LocalDate today = hours.tradingDay(now);
        if (!today.equals(lookedOn.getAndSet(today))) {
            hours.endOfCalendar(today).ifPresent(told -> tell(told, today));
        }
    }

    private void tell(String told, LocalDate today) {
        if (hours.knownUntil().filter(today::isAfter).isPresent()) {
            LOG.error("no stop-loss can be placed on {}: {}", today, told);
        } else {
            LOG.warn("{}", told);
        }
    }
}
