package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A seeded random walk of a share and a future, with gaps, and the exchange that trades them. Immutable. */
record SimulatedMarket(PaperMarket paper, DayPlan plan) {
    static final List<Instrument> SHARES =
            List.of(share("NSECM:2885", "RELIANCE", 1, 60), share("NSEFO:39972", "NIFTY", 65, 520));

    private static final BigDecimal MIDDLE = new BigDecimal("1500.00");
    private static final Duration CALL = Duration.ofMillis(100);

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

    /** The market stands still from the plan's quiet end on. */
    static SimulatedMarket of(DayPlan plan, int modifyCap, boolean quotes) {
        Random random = new Random(plan.seed() * 31 + 7);
        DayTimes times = plan.times();
        List<Print> prints = new ArrayList<>();
        for (Instrument share : SHARES) {
            Instant from = times.begin().minusSeconds(240);
            if (times.hasNight()) {
                double last = walk(share, 1500, random, from, times.evening(), prints);
                double gap = random.nextGaussian() * 20;
                walk(share, last + gap, random, times.morning().plusSeconds(301), plan.quietFrom(), prints);
            } else {
                walk(share, 1500, random, from, plan.quietFrom(), prints);
            }
        }
        AccountTerms rich = new AccountTerms(new BigDecimal("5000000"), CALL, CALL);
        AccountTerms poor = new AccountTerms(new BigDecimal("400000"), CALL, CALL);
        AccountTerms small = new AccountTerms(new BigDecimal("250000"), CALL, CALL);
        BrokerProfile usual = BrokerProfile.named("paper");
        BrokerProfile profile = new BrokerProfile(
                usual.name(),
                usual.settleWindow(),
                usual.absenceSpacing(),
                usual.readSpacing(),
                usual.writesPerSecond(),
                modifyCap,
                false,
                quotes);
        PaperSettings settings = new PaperSettings(
                new MarketSession(DayTimes.INDIA, LocalTime.of(9, 15), DayTimes.CLOSE),
                profile,
                new BigDecimal("0.5"),
                PaperSettings.standard().marginRates(),
                Duration.ofMillis(random.nextInt(3) * 500L),
                Duration.ofMillis(200),
                Duration.ofSeconds(random.nextInt(3) * 3L),
                rich,
                Map.of(2L, poor, 3L, small));
        return new SimulatedMarket(PaperMarket.of(SHARES, PricePath.ofPrints(disturbed(plan, prints)), settings), plan);
    }

    /** The instrument that a fault is about. */
    static Instrument share(PlannedFault fault) {
        return SHARES.get(fault.pick() % SHARES.size());
    }

    /** The instrument of an id. */
    static Instrument of(InstrumentId id) {
        return SHARES.stream()
                .filter(share -> share.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A part of what an order lacks, in whole lots: a third, two thirds or all of it. */
    static int part(BrokerOrder row, int pick) {
        int lot = of(row.instrument()).lotSize();
        int lots = (row.quantity() - row.filled()) / lot;
        return Math.max(1, lots * (1 + pick % 3) / 3) * lot;
    }

    /** Halts have no prints, and at the band all prints have its price; what else happens is as without them. */
    private static List<Print> disturbed(DayPlan plan, List<Print> prints) {
        List<Print> left = prints;
        for (PlannedFault fault : plan.faults()) {
            if (fault.kind() == FaultKind.HALT || fault.kind() == FaultKind.PRICE_BAND) {
                Instant from = plan.times().at(fault.at());
                left = left.stream()
                        .filter(print -> fault.kind() != FaultKind.HALT || !concerns(fault, from, print))
                        .map(print -> concerns(fault, from, print) ? atBand(fault, print) : print)
                        .toList();
            }
        }
        return left;
    }

    private static boolean concerns(PlannedFault fault, Instant from, Print print) {
        return print.instrument().equals(share(fault).id())
                && !print.at().isBefore(from)
                && print.at().isBefore(from.plus(fault.lasting()));
    }

    private static Print atBand(PlannedFault fault, Print print) {
        Instrument share = share(fault);
        BigDecimal price = fault.pick() % 4 < 2 ? share.upperBand() : share.lowerBand();
        return new Print(print.instrument(), print.at(), price, print.volume());
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

    /** What an order of this shape asks for at the prices of now. */
    NewManagedOrder terms(Act.Shape shape, Instant now) {
        Instrument share = SHARES.get(shape.instrument());
        Side side = shape.buys() ? Side.BUY : Side.SELL;
        BigDecimal last = paper.lastPrice(share.id(), now).orElse(MIDDLE);
        OrderType type =
                shape.entry() < 5 ? OrderType.LIMIT : shape.entry() < 7 ? OrderType.MARKET : OrderType.STOPLIMIT;
        BigDecimal entry = switch (type) {
            case LIMIT -> ticks(share, last, -side.sign() * (shape.entryTicks() - 15));
            default -> ticks(share, last, side.sign() * shape.entryTicks());
        };
        BigDecimal reference = type == OrderType.MARKET ? last : entry;
        BigDecimal stop = ticks(share, reference, -side.sign() * shape.stopTicks());
        @Nullable
        BigDecimal target =
                shape.targetTicks() == 0 ? null : ticks(share, reference, side.sign() * shape.targetTicks());
        boolean waits = type == OrderType.STOPLIMIT;
        return new NewManagedOrder(
                plan.userOf(shape.accountId()),
                shape.accountId(),
                share.id(),
                side,
                shape.intraday() ? Product.MIS : Product.NRML,
                shape.lots() * share.lotSize() * (share.lotSize() == 1 ? 7 : 1),
                type,
                waits ? entry : null,
                waits ? ticks(share, entry, side.sign() * 6) : type == OrderType.MARKET ? null : entry,
                stop,
                null,
                target,
                "simulated",
                null,
                shape.key());
    }

    private static BigDecimal ticks(Instrument share, BigDecimal from, int ticks) {
        return share.clamp(from.add(share.tick().multiply(BigDecimal.valueOf(ticks))));
    }
}
