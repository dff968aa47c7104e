package io.ordermonitor.loop;

import io.ordermonitor.loop.TradingCalendar.Day;
import io.ordermonitor.loop.TradingCalendar.Session;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.WriteSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The three kinds of hours of spec 4: when connections are taken, when cycles run, and when orders are sent. Pure
 * functions of the instant; immutable.
 */
public final class TradingHours {
    /** Why a client is sent away; it names the setting that his operator would change. */
    public static final String OUTSIDE = "outside trading hours (setting hours.from)";

    private static final LocalTime FROM = LocalTime.of(9, 26);
    private static final int DAYS_AHEAD = 30;

    private final ZoneId zone;
    private final LocalTime from;
    private final LocalTime cycleFrom;
    private final @Nullable LocalTime to;
    private final @Nullable TradingCalendar calendar;
    private final WriteRules rules;

    /**
     * Hours of a market.
     *
     * @param from connections are taken from here, inclusive
     * @param cycleFrom exposed users' cycles run from here; null: from {@code from}
     * @param to connections are taken until here, exclusive; null: until midnight
     * @param calendar null: every day trades around the clock
     */
    public TradingHours(
            ZoneId zone,
            LocalTime from,
            @Nullable LocalTime cycleFrom,
            @Nullable LocalTime to,
            @Nullable TradingCalendar calendar,
            WriteRules rules) {
        this.zone = zone;
        this.from = from;
        this.cycleFrom = cycleFrom == null ? from : cycleFrom;
        this.to = to;
        this.calendar = calendar;
        this.rules = rules;
        if (this.cycleFrom.isAfter(from) || (to != null && !from.isBefore(to))) {
            throw new IllegalArgumentException(
                    "hours must be cycle-from <= from < to, not " + this.cycleFrom + ", " + from + ", " + to);
        }
    }

    /** From 09:26:00 India time, with the calendar that ships. */
    public static TradingHours nse() {
        return new TradingHours(
                ZoneId.of("Asia/Kolkata"), FROM, null, null, TradingCalendar.nse(), WriteRules.standard());
    }

    /** Always open, for tests and other markets; days still begin at midnight in India. */
    public static TradingHours always() {
        return new TradingHours(ZoneId.of("Asia/Kolkata"), LocalTime.MIDNIGHT, null, null, null, WriteRules.standard());
    }

    /** The same hours with another start of cycles for exposed users. */
    public TradingHours withCycleFrom(LocalTime start) {
        return new TradingHours(zone, from, start, to, calendar, rules);
    }

    /** Where days and hours are counted. */
    public ZoneId zone() {
        return zone;
    }

    /** The trading day of an instant. */
    public LocalDate tradingDay(Instant now) {
        return now.atZone(zone).toLocalDate();
    }

    /** True if the calendar knows whether the day trades. */
    public boolean isKnown(LocalDate day) {
        return day(day) != Day.UNKNOWN;
    }

    /** True if cycles run on the day: it trades, or nobody knows that it does not. */
    public boolean isRead(LocalDate day) {
        return day(day) != Day.HOLIDAY;
    }

    /** True if connections are taken. */
    public boolean takesConnections(Instant now) {
        LocalTime time = now.atZone(zone).toLocalTime();
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }

    /** When connections are taken next: now if they are. */
    public Instant takesConnectionsAt(Instant now) {
        if (takesConnections(now)) {
            return now;
        }
        ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(from).atZone(zone);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    /** True if it is a day on which cycles run and {@code cycle-from} is past. */
    public boolean takesCycles(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        return isRead(local.toLocalDate()) && !local.toLocalTime().isBefore(cycleFrom);
    }

    /** When cycles begin next, after an instant: on a day on which they run, earlier for an exposed user. */
    public Instant nextCycleFrom(Instant now, boolean exposed) {
        LocalTime first = exposed ? cycleFrom : from;
        LocalDate today = tradingDay(now);
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate date = today.plusDays(ahead);
            Instant start = date.atTime(first).atZone(zone).toInstant();
            if (isRead(date) && start.isAfter(now)) {
                return start;
            }
        }
        throw new IllegalStateException("the calendar has no trading day within " + DAYS_AHEAD + " days of " + today);
    }

    /** True if the last session of the segments of the day is over; no segments: of all. */
    public boolean isAfterClose(Set<String> segments, Instant now) {
        if (calendar == null) {
            return false;
        }
        ZonedDateTime local = now.atZone(zone);
        Optional<LocalTime> close = calendar.lastClose(segments, local.toLocalDate());
        return close.isPresent() && !local.toLocalTime().isBefore(close.get());
    }

    /** What may be sent for a product of a segment. */
    public WriteSession writeSession(String segment, Product product, Instant now) {
        if (calendar != null && session(segment, now).isEmpty()) {
            return WriteSession.CLOSED;
        }
        if (calendar == null || product != Product.MIS) {
            return WriteSession.OPEN;
        }
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        WriteRules today = rules(calendar, segment, local.toLocalDate());
        if (time.isBefore(today.noEntryAfter())) {
            return WriteSession.OPEN;
        }
        return today.isSquaringOff(time) ? WriteSession.SQUARING_OFF : WriteSession.NO_ENTRIES;
    }

    private WriteRules rules(TradingCalendar of, String segment, LocalDate date) {
        List<Session> sessions = of.isSpecial(date) ? of.sessions(segment, date) : List.of();
        if (sessions.isEmpty()) {
            return rules;
        }
        LocalTime opening =
                sessions.stream().map(Session::start).min(LocalTime::compareTo).orElseThrow();
        LocalTime close =
                sessions.stream().map(Session::end).max(LocalTime::compareTo).orElseThrow();
        return rules.special(opening, close);
    }

    /** The last day that the calendar knows; empty if there is no calendar. */
    public Optional<LocalDate> knownUntil() {
        return Optional.ofNullable(calendar).map(TradingCalendar::lastDay);
    }

    /**
     * What an operator must know of a calendar that ends within thirty days: when, what happens then, and what to do.
     * Empty if it lasts longer.
     */
    public Optional<String> endOfCalendar(LocalDate today) {
        return knownUntil()
                .filter(last -> !today.plusDays(DAYS_AHEAD).isBefore(last))
                .map(last -> {
                    long days = ChronoUnit.DAYS.between(today, last);
                    String when = days < 0 ? "ended on " + last : "ends on " + last + ", in " + days + " days";
                    return "the trading calendar " + when
                            + ": of the days after it nothing is known, so books are read and no"
                            + " order is sent or changed on them; put a calendar file that covers them into the setting"
                            + " hours.calendar";
                });
    }

    /**
     * When entries of a product of a segment are taken next: now if they are; empty if the calendar knows of no such
     * time.
     */
    public Optional<Instant> nextOpening(String segment, Product product, Instant now) {
        if (calendar == null || takesEntries(segment, product, now)) {
            return Optional.of(now);
        }
        LocalDate today = tradingDay(now);
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate date = today.plusDays(ahead);
            Optional<Instant> opening = calendar.sessions(segment, date).stream()
                    .filter(Session::continuous)
                    .map(session -> date.atTime(session.start()).atZone(zone).toInstant())
                    .filter(start -> start.isAfter(now) && takesEntries(segment, product, start))
                    .findFirst();
            if (opening.isPresent()) {
                return opening;
            }
        }
        return Optional.empty();
    }

    private boolean takesEntries(String segment, Product product, Instant at) {
        return writeSession(segment, product, at) == WriteSession.OPEN;
    }

    private Day day(LocalDate date) {
        return calendar == null ? Day.TRADING : calendar.day(date);
    }

    private Optional<Session> session(String segment, Instant now) {
        if (calendar == null) {
            return Optional.empty();
        }
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        return calendar.sessions(segment, local.toLocalDate()).stream()
                .filter(Session::continuous)
                .filter(session -> !time.isBefore(session.start()) && time.isBefore(session.end()))
                .findFirst();
    }
}
