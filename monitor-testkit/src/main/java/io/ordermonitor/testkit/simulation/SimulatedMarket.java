package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The prices of a day and the exchange that trades at them. Immutable. */
record SimulatedMarket(PaperMarket paper, DayPlan plan) {
    /** The strategy of all orders. */
    static final String STRATEGY = "simulated";

    private static final Duration CALL = Duration.ofMillis(100);

    /** The market stands still from the plan's quiet end on. */
    static SimulatedMarket of(DayPlan plan, int modifyCap, boolean quotes) {
        Random random = new Random(plan.seed() * 31 + 7);
        List<Print> prints = plan.prices().prints(plan.times(), plan.quietFrom(), random);
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
                funds(5_000_000),
                poor(plan));
        return new SimulatedMarket(
                PaperMarket.of(plan.shares().all(), PricePath.ofPrints(disturbed(plan, prints)), settings), plan);
    }

    private static AccountTerms funds(long rupees) {
        return new AccountTerms(BigDecimal.valueOf(rupees), CALL, CALL);
    }

    /** The first user's second account, and the second user's. */
    private static Map<Long, AccountTerms> poor(DayPlan plan) {
        Map<Long, AccountTerms> poor = new HashMap<>();
        poor.put(2L, funds(400_000));
        plan.users().stream()
                .skip(1)
                .flatMap(user -> user.accounts().stream())
                .forEach(account -> poor.put(account, funds(250_000)));
        return poor;
    }

    /** Halts have no prints, and at the band all prints have its price; what else happens is as without them. */
    private static List<Print> disturbed(DayPlan plan, List<Print> prints) {
        List<Print> left = prints;
        for (PlannedFault fault : plan.faults()) {
            if (fault.kind() == FaultKind.HALT || fault.kind() == FaultKind.PRICE_BAND) {
                Instant from = plan.times().at(fault.at());
                left = left.stream()
                        .filter(print -> fault.kind() != FaultKind.HALT || !concerns(plan, fault, from, print))
                        .map(print -> concerns(plan, fault, from, print) ? atBand(plan, fault, print) : print)
                        .toList();
            }
        }
        return left;
    }

    private static boolean concerns(DayPlan plan, PlannedFault fault, Instant from, Print print) {
        return print.instrument().equals(plan.shares().of(fault).id())
                && !print.at().isBefore(from)
                && print.at().isBefore(from.plus(fault.lasting()));
    }

    private static Print atBand(DayPlan plan, PlannedFault fault, Print print) {
        Instrument share = plan.shares().of(fault);
        BigDecimal price = fault.pick() % 4 < 2 ? share.upperBand() : share.lowerBand();
        return new Print(print.instrument(), print.at(), price, print.volume());
    }

    /** What an order of this shape asks for at the prices of now. */
    NewManagedOrder terms(Act.Shape shape, Instant now) {
        Instrument share = plan.shares().picked(shape.instrument());
        Side side = shape.buys() ? Side.BUY : Side.SELL;
        BigDecimal last = paper.lastPrice(share.id(), now).orElseGet(() -> middle(share));
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
                STRATEGY,
                null,
                shape.key());
    }

    private static BigDecimal middle(Instrument share) {
        return share.tickFloor(share.lowerBand().add(share.upperBand()).divide(BigDecimal.valueOf(2)));
    }

    private static BigDecimal ticks(Instrument share, BigDecimal from, int ticks) {
        return share.clamp(from.add(share.tick().multiply(BigDecimal.valueOf(ticks))));
    }
}
