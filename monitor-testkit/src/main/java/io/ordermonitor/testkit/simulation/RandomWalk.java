package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded random walk of a share and a future, with gaps. */
record RandomWalk() implements DayPrices {
    private static final Shares SHARES =
            new Shares(List.of(share("NSECM:2885", "RELIANCE", 1, 60), share("NSEFO:39972", "NIFTY", 65, 520)));

    private static Instrument share(String id, String symbol, int lot, int freeze) {
        return new Instrument(
                InstrumentId.parse(id),
                symbol,
                new BigDecimal("0.05"),
                lot,
                freeze,
                BigDecimal.ONE,
                new BigDecimal("1300.00"),
                new BigDecimal("1700.00"),
                Instant.EPOCH);
    }

    @Override
    public Shares shares() {
        return SHARES;
    }

    @Override
    public List<Print> prints(DayTimes times, Instant until, Random random) {
        List<Print> prints = new ArrayList<>();
        for (Instrument share : SHARES.all()) {
            Instant from = times.begin().minusSeconds(240);
            if (times.hasNight()) {
                double last = walk(share, 1500, random, from, times.evening(), prints);
                double gap = random.nextGaussian() * 20;
                walk(share, last + gap, random, times.morning().plusSeconds(301), until, prints);
            } else {
                walk(share, 1500, random, from, until, prints);
            }
        }
        return prints;
    }

    private static double walk(
            Instrument share, double begin, Random random, Instant from, Instant until, List<Print> prints) {
        double price = begin;
        Instant at = from;
        while (at.isBefore(until)) {
            double step = random.nextInt(60) == 0 ? 24 : 1.2;
            price += random.nextGaussian() * step - 0.004 * (price - 1500);
            price = Math.max(1305, Math.min(1695, price));
            BigDecimal rounded = share.tickFloor(BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_UP));
            long volume = (long) share.lotSize() * (1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 12));
            prints.add(new Print(share.id(), at, rounded, volume));
            at = at.plusMillis(8_000 + random.nextInt(24_000));
        }
        return price;
    }
}
