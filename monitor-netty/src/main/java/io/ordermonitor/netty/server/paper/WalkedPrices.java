package io.ordermonitor.netty.server.paper;

import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prices that nobody ever paid: a seeded random walk of each share around a middle, a trade every five seconds. */
final class WalkedPrices {
    private static final long SEED = 7;
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int TRADES = (int) Duration.ofDays(1).dividedBy(BETWEEN);
    private static final long UNITS = 20_000;
    private static final int WIDEST_STEP = 3;

    /** How strongly the price is drawn back to its middle, so that a day ends near where it began. */
    private static final double PULL = 0.01;

    private WalkedPrices() {}

    /** One day's walk, repeated every day, around the clock. */
    static PricePath path() {
        List<Print> prints = new ArrayList<>();
        Random random = new Random(SEED);
        for (PaperShare share : PaperShare.values()) {
            walk(share, random, prints);
        }
        return PricePath.ofPrints(prints).everyDay(PaperShare.INDIA);
    }

    private static void walk(PaperShare share, Random random, List<Print> prints) {
        BigDecimal tick = share.instrument().tick();
        Instant midnight = PaperShare.FIRST_DAY.atStartOfDay(PaperShare.INDIA).toInstant();
        BigDecimal middle = middle(share);
        double away = 0;
        for (int i = 0; i < TRADES; i++) {
            away += random.nextInt(2 * WIDEST_STEP + 1) - WIDEST_STEP - PULL * away;
            BigDecimal price = middle.add(tick.multiply(BigDecimal.valueOf(Math.round(away))));
            prints.add(new Print(share.id(), midnight.plus(BETWEEN.multipliedBy(i)), price, UNITS));
        }
    }

    /** Between the price bands, on a whole rupee. */
    static BigDecimal middle(PaperShare share) {
        return share.instrument()
                .lowerBand()
                .add(share.instrument().upperBand())
                .divide(BigDecimal.valueOf(2), 0, RoundingMode.HALF_UP)
                .setScale(2);
    }
}
