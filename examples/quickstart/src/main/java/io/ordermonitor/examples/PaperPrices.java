package io.ordermonitor.examples;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.MemoryPaperStore;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/** A paper exchange with one share whose price walks at random, a trade every two seconds, around the clock. */
final class PaperPrices {
    static final InstrumentId SHARE = InstrumentId.parse("NSECM:2885");
    static final List<Instrument> INSTRUMENTS = List.of(new Instrument(
            SHARE,
            "RELIANCE",
            decimal("0.05"),
            1,
            100_000,
            BigDecimal.ONE,
            decimal("2000"),
            decimal("3000"),
            Instant.EPOCH));

    private static final int TRADES = 12 * 3600 / 2;

    private PaperPrices() {}

    static PaperExchange exchange(Clock clock, ScheduledExecutorService timers) {
        PaperSettings settings = new PaperSettings(
                new MarketSession(ZoneId.of("Asia/Kolkata"), LocalTime.MIN, LocalTime.MAX),
                BrokerProfile.named("paper"),
                decimal("0.10"),
                Map.of(Product.NRML, decimal("0.20")),
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ZERO,
                new AccountTerms(decimal("1000000"), Duration.ZERO, Duration.ZERO),
                Map.of());
        PaperMarket market = PaperMarket.of(INSTRUMENTS, walk(clock.instant()), settings);
        return new PaperExchange(clock, timers, new MemoryPaperStore(), market);
    }

    /** An order of user 1 for the share: an entry at a limit, its stop-loss and its target. */
    static NewManagedOrder buy(int quantity, String limit, String stop, String target) {
        return new NewManagedOrder(
                1,
                1,
                SHARE,
                Side.BUY,
                Product.NRML,
                quantity,
                OrderType.LIMIT,
                null,
                decimal(limit),
                decimal(stop),
                null,
                decimal(target),
                "quickstart",
                null,
                "quickstart-" + UUID.randomUUID());
    }

    private static PricePath walk(Instant from) {
        Random random = new Random(7);
        List<Print> prints = new ArrayList<>();
        BigDecimal price = decimal("2500.00");
        for (int i = 0; i < TRADES; i++) {
            prints.add(new Print(SHARE, from.plusSeconds(2L * i), price, 2_000));
            price = price.add(decimal("0.05").multiply(BigDecimal.valueOf(random.nextInt(21) - 10)));
        }
        return PricePath.ofPrints(prints);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
