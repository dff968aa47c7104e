package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.MinuteBar;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Minutes as they were recorded. Each instrument of a simulated day has one of its recorded dates, by the seed; a day
 * shorter than the session begins anywhere in it, days that end with the session end with the recorded one. Within a
 * minute the price goes from the open by the low and the high, in an order by the seed, to the close.
 */
final class RecordedDays implements DayPrices {
    private final Shares shares;
    private final Map<InstrumentId, List<List<MinuteBar>>> dates = new HashMap<>();

    RecordedDays(Collection<Instrument> instruments, Collection<MinuteBar> bars) {
        this.shares = new Shares(List.copyOf(instruments));
        Map<InstrumentId, List<MinuteBar>> sorted = bars.stream()
                .sorted(Comparator.comparing(MinuteBar::start))
                .collect(Collectors.groupingBy(MinuteBar::instrument));
        for (Instrument share : shares.all()) {
            List<MinuteBar> own = sorted.getOrDefault(share.id(), List.of());
            if (own.isEmpty()) {
                throw new IllegalArgumentException("no bars of " + share.id());
            }
            own.forEach(bar -> check(share, bar));
            Map<LocalDate, List<MinuteBar>> days = own.stream()
                    .collect(Collectors.groupingBy(bar -> date(bar.start()), TreeMap::new, Collectors.toList()));
            dates.put(share.id(), List.copyOf(days.values()));
        }
    }

    private static void check(Instrument share, MinuteBar bar) {
        for (BigDecimal price : List.of(bar.open(), bar.high(), bar.low(), bar.close())) {
            if (!share.isWithinBand(price) || share.tickFloor(price).compareTo(price) != 0) {
                throw new IllegalArgumentException("the bar of " + share.id() + " at " + bar.start() + " has the price "
                        + price + ", which is outside its band or not on its tick");
            }
        }
    }

    private static LocalDate date(Instant at) {
        return at.atZone(DayTimes.INDIA).toLocalDate();
    }

    @Override
    public Shares shares() {
        return shares;
    }

    @Override
    public List<Print> prints(DayTimes times, Instant until, Random random) {
        List<Print> prints = new ArrayList<>();
        for (Instrument share : shares.all()) {
            List<List<MinuteBar>> known = dates.getOrDefault(share.id(), List.of());
            int chosen = random.nextInt(known.size());
            Instant begin = times.marketBegins();
            Instant evening = times.hasNight() ? times.evening() : until;
            List<MinuteBar> today = moved(known.get(chosen), begin);
            Duration shift = times.endsWithSession() ? Duration.ZERO : anywhere(today, begin, evening, random);
            replay(today, shift, begin, evening, random, prints);
            if (times.hasNight()) {
                List<MinuteBar> next = moved(known.get((chosen + 1) % known.size()), times.morning());
                replay(next, Duration.ZERO, times.morning(), until, random, prints);
            }
        }
        return prints;
    }

    private static List<MinuteBar> moved(List<MinuteBar> bars, Instant day) {
        return bars.stream().map(bar -> bar.movedTo(date(day), DayTimes.INDIA)).toList();
    }

    /** How much later the recorded minutes come, so that the day begins anywhere in them and does not outlast them. */
    private static Duration anywhere(List<MinuteBar> bars, Instant begin, Instant end, Random random) {
        Instant first = bars.get(0).start();
        Duration recorded = Duration.between(first, bars.get(bars.size() - 1).start());
        long spare = recorded.minus(Duration.between(begin, end)).toMinutes();
        Instant from = first.plus(Duration.ofMinutes(spare <= 0 ? 0 : random.nextLong(spare + 1)));
        return Duration.between(from, begin);
    }

    private static void replay(
            List<MinuteBar> bars, Duration shift, Instant from, Instant until, Random random, List<Print> prints) {
        for (MinuteBar bar : bars) {
            for (Print print : bar.prints(random.nextBoolean())) {
                Instant at = print.at().plus(shift);
                if (!at.isBefore(from) && at.isBefore(until)) {
                    prints.add(new Print(print.instrument(), at, print.price(), print.volume()));
                }
            }
        }
    }
}
