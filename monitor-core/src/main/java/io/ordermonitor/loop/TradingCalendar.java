package io.ordermonitor.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which segments trade when, day by day (spec 4): sessions, holidays and special days of a dated file. The format is
 * described at the head of {@code nse.csv}, which ships. A day that the file does not cover is unknown: it may be
 * read, never written to. Immutable.
 */
public final class TradingCalendar {
    /** What is known of a day. */
    public enum Day {
        TRADING,
        /** Nothing trades: a weekend or a holiday. */
        HOLIDAY,
        /** The file does not say. */
        UNKNOWN
    }

    /**
     * When a segment trades.
     *
     * @param continuous true if orders are sent in it; false for an auction in which they only may fill
     */
    public record Session(String segment, boolean continuous, LocalTime start, LocalTime end) {
        public Session {
            if (!start.isBefore(end)) {
                throw new IllegalArgumentException("a session of " + segment + " ends before it starts: " + start);
            }
        }
    }

    private record Dated(Session session, LocalDate from, LocalDate to) {}

    private record Special(
            String segment,
            @Nullable LocalTime start,
            @Nullable LocalTime end) {}

    private static final String ALL = "*";
    private static final int LONGEST_SHOWN = 100;

    private final List<Dated> sessions = new ArrayList<>();
    private final TreeMap<LocalDate, String> holidays = new TreeMap<>();
    private final TreeMap<LocalDate, List<Special>> specials = new TreeMap<>();
    private LocalDate from = LocalDate.MAX;
    private LocalDate to = LocalDate.MIN;

    private TradingCalendar() {}

    /** The calendar of the National Stock Exchange of India that ships with the library. */
    public static TradingCalendar nse() {
        InputStream in = TradingCalendar.class.getResourceAsStream("nse.csv");
        if (in == null) {
            throw new IllegalStateException("the resource nse.csv is missing from the jar");
        }
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return read(reader, "nse.csv");
        } catch (IOException e) {
            throw new UncheckedIOException("nse.csv could not be read", e);
        }
    }

    /** Reads a calendar file; a line that is wrong is named. */
    public static TradingCalendar read(Reader reader, String name) throws IOException {
        TradingCalendar calendar = new TradingCalendar();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                calendar.add(line.split(",", -1));
            } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        name + " line " + number + ": '" + cut(line) + "' is not a calendar line: " + e.getMessage(),
                        e);
            }
        }
        return calendar;
    }

    /** Enough of a line to find it. */
    private static String cut(String line) {
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }

    /** What is known of a day. */
    public Day day(LocalDate date) {
        List<Special> special = specials.get(date);
        if (special != null) {
            return special.stream().allMatch(s -> s.start() != null && s.end() != null) ? Day.TRADING : Day.UNKNOWN;
        }
        if (holidays.containsKey(date) || isWeekend(date)) {
            return Day.HOLIDAY;
        }
        return date.isBefore(from) || date.isAfter(to) ? Day.UNKNOWN : Day.TRADING;
    }

    /** True if the day's sessions are not the ordinary ones. */
    public boolean isSpecial(LocalDate date) {
        return specials.containsKey(date);
    }

    /** The last day of which every holiday and special session is listed. */
    public LocalDate lastDay() {
        return to;
    }

    /** Sessions of a segment on a day that trades, earliest first; empty on any other. */
    public List<Session> sessions(String segment, LocalDate date) {
        if (day(date) != Day.TRADING) {
            return List.of();
        }
        List<Special> special = specials.get(date);
        if (special == null) {
            return ordinary(segment, date);
        }
        return special.stream()
                .filter(s -> s.segment().equals(ALL) || s.segment().equals(segment))
                .flatMap(s -> session(segment, s).stream())
                .toList();
    }

    /** When the last session of the given segments ends, auctions included; no segments: all of the calendar. */
    public Optional<LocalTime> lastClose(Set<String> segments, LocalDate date) {
        Set<String> asked = segments.isEmpty() ? segments() : segments;
        return asked.stream()
                .flatMap(segment -> usual(segment, date).stream())
                .map(Session::end)
                .max(LocalTime::compareTo);
    }

    private Set<String> segments() {
        return sessions.stream().map(dated -> dated.session().segment()).collect(Collectors.toUnmodifiableSet());
    }

    /** The sessions of a trading day; of an unknown day those it would ordinarily have, since it may be read. */
    private List<Session> usual(String segment, LocalDate date) {
        return switch (day(date)) {
            case TRADING -> sessions(segment, date);
            case UNKNOWN -> ordinary(segment, date);
            case HOLIDAY -> List.of();
        };
    }

    private List<Session> ordinary(String segment, LocalDate date) {
        return sessions.stream()
                .filter(dated -> dated.session().segment().equals(segment))
                .filter(dated -> !date.isBefore(dated.from()) && !date.isAfter(dated.to()))
                .map(Dated::session)
                .sorted(Comparator.comparing(Session::start))
                .toList();
    }

    private static Optional<Session> session(String segment, Special special) {
        LocalTime start = special.start();
        LocalTime end = special.end();
        return start == null || end == null ? Optional.empty() : Optional.of(new Session(segment, true, start, end));
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private void add(String[] cells) {
        switch (cells[0]) {
            case "covers" -> {
                from = LocalDate.parse(cells[1]);
                to = LocalDate.parse(cells[2]);
            }
            case "session" -> sessions.add(dated(cells));
            case "holiday" -> holidays.put(LocalDate.parse(cells[1]), cells[2]);
            case "special" ->
                specials.computeIfAbsent(LocalDate.parse(cells[1]), date -> new ArrayList<>())
                        .add(new Special(cells[2], time(cells[3]), time(cells[4])));
            default -> throw new IllegalArgumentException("it begins with none of covers, session, holiday, special");
        }
    }

    private static Dated dated(String[] cells) {
        if (!cells[2].equals("continuous") && !cells[2].equals("auction")) {
            throw new IllegalArgumentException("the kind must be continuous or auction");
        }
        Session session = new Session(
                cells[1], cells[2].equals("continuous"), LocalTime.parse(cells[3]), LocalTime.parse(cells[4]));
        return new Dated(
                session,
                cells[5].isEmpty() ? LocalDate.MIN : LocalDate.parse(cells[5]),
                cells[6].isEmpty() ? LocalDate.MAX : LocalDate.parse(cells[6]));
    }

    private static @Nullable LocalTime time(String text) {
        return text.isEmpty() ? null : LocalTime.parse(text);
    }
}
