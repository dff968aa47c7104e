package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The prints of all instruments, known beforehand: the market that paper orders meet. Immutable. */
public final class PricePath {
    private final Map<InstrumentId, List<Print>> prints;
    private final @Nullable DailyShift daily;
    private final TreeSet<Instant> instants = new TreeSet<>();

    private PricePath(Map<InstrumentId, List<Print>> prints, @Nullable DailyShift daily) {
        this.prints = prints;
        this.daily = daily;
        prints.values().forEach(list -> list.forEach(print -> instants.add(print.at())));
    }

    /**
     * The path through recorded minutes, in any order; a missing minute has no prints. See {@link MinuteBar#prints()}.
     *
     * @throws IllegalArgumentException if an instrument has two bars of one minute
     */
    public static PricePath of(Collection<MinuteBar> bars) {
        return ofPrints(bars.stream().flatMap(bar -> bar.prints().stream()).toList());
    }

    /**
     * The path through given prints, in any order.
     *
     * @throws IllegalArgumentException if an instrument has two prints at one instant
     */
    public static PricePath ofPrints(Collection<Print> all) {
        Map<InstrumentId, List<Print>> sorted = new HashMap<>();
        all.stream()
                .sorted(Comparator.comparing(Print::at))
                .forEach(print -> sorted.computeIfAbsent(print.instrument(), id -> new ArrayList<>())
                        .add(print));
        sorted.forEach((id, list) -> {
            for (int i = 1; i < list.size(); i++) {
                if (list.get(i).at().equals(list.get(i - 1).at())) {
                    throw new IllegalArgumentException(
                            id + " has two prints at " + list.get(i).at());
                }
            }
        });
        sorted.replaceAll((id, list) -> List.copyOf(list));
        return new PricePath(Map.copyOf(sorted), null);
    }

    /**
     * The same prints at the same times of every day.
     *
     * @throws IllegalArgumentException if they are not all of one day
     */
    public PricePath everyDay(ZoneId zone) {
        Set<LocalDate> days =
                instants.stream().map(at -> at.atZone(zone).toLocalDate()).collect(Collectors.toSet());
        if (days.size() != 1) {
            throw new IllegalArgumentException("prints of one day are repeated, not of " + days);
        }
        return new PricePath(prints, new DailyShift(days.iterator().next(), zone));
    }

    /** The instruments that have prints. */
    public Set<InstrumentId> instruments() {
        return prints.keySet();
    }

    /**
     * The newest print of an instrument from {@code since} to {@code now}, both inclusive; where prints are repeated
     * every day, of the day of {@code now} only.
     */
    public Optional<Print> last(InstrumentId instrument, Instant since, Instant now) {
        if (daily == null) {
            return recorded(instrument, since, now);
        }
        Duration shift = daily.to(now);
        return recorded(instrument, since.minus(shift), now.minus(shift)).map(print -> print.later(shift));
    }

    private Optional<Print> recorded(InstrumentId instrument, Instant since, Instant now) {
        List<Print> list = prints.getOrDefault(instrument, List.of());
        int end = firstAfter(list, now);
        return end == 0 || list.get(end - 1).at().isBefore(since) ? Optional.empty() : Optional.of(list.get(end - 1));
    }

    /** The prints of an instrument after {@code after} up to and with {@code until}, oldest first. */
    public List<Print> between(InstrumentId instrument, Instant after, Instant until) {
        if (daily == null) {
            return recordedBetween(instrument, after, until);
        }
        List<Print> found = new ArrayList<>();
        for (Duration shift : daily.shifts(after, until)) {
            recordedBetween(instrument, after.minus(shift), until.minus(shift))
                    .forEach(print -> found.add(print.later(shift)));
        }
        return List.copyOf(found);
    }

    private List<Print> recordedBetween(InstrumentId instrument, Instant after, Instant until) {
        List<Print> list = prints.getOrDefault(instrument, List.of());
        int from = firstAfter(list, after);
        return list.subList(from, Math.max(from, firstAfter(list, until)));
    }

    /** When the next print of any instrument after {@code now} comes. */
    public Optional<Instant> next(Instant now) {
        if (daily == null || instants.isEmpty()) {
            return Optional.ofNullable(instants.higher(now));
        }
        Duration shift = daily.to(now);
        Instant today = instants.higher(now.minus(shift));
        return Optional.of(today != null ? today.plus(shift) : instants.first().plus(daily.toDayAfter(now)));
    }

    private static int firstAfter(List<Print> list, Instant instant) {
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list.get(middle).at().isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
