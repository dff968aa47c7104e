package io.ordermonitor;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.MemoryPaperStore;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A whole monitor on a Friday at ten, on a paper exchange where one share trades at 2499.90 every two seconds. */
final class PaperDay implements AutoCloseable {
    static final InstrumentId SHARE = InstrumentId.parse("NSECM:2885");

    final VirtualTime time = VirtualTime.at("2020-01-03T10:00:00");
    final PaperExchange exchange;
    final Monitor monitor;

    /** Users 1 and 2 have an account each, with their own number. */
    PaperDay(Stores stores) {
        for (long user = 1; user <= 2; user++) {
            stores.inputs()
                    .saveAccount(new Account(
                            user, user, "paper", "P" + user, true, Account.Mode.ARMED, Account.ExitMode.BOTH));
        }
        Instrument share = new Instrument(
                SHARE,
                "RELIANCE",
                new BigDecimal("0.05"),
                1,
                100_000,
                BigDecimal.ONE,
                new BigDecimal("2250.00"),
                new BigDecimal("2750.00"),
                time.instant());
        stores.instruments().save("paper", List.of(share));
        exchange = new PaperExchange(time, time, new MemoryPaperStore(), market(share, time.instant()));
        LoopSettings loop = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        monitor = Monitor.builder(stores, account -> exchange.broker(account.id()))
                .config(MonitorConfig.standard()
                        .withHours(TradingHours.always())
                        .withLoop(loop))
                .clock(time)
                .timers(time)
                .executor(time)
                .build();
        exchange.start();
    }

    private static PaperMarket market(Instrument share, Instant from) {
        List<Print> prints = IntStream.range(-5, 600)
                .mapToObj(i -> new Print(SHARE, from.plusSeconds(2L * i), new BigDecimal("2499.90"), 10_000))
                .toList();
        PaperSettings settings = new PaperSettings(
                MarketSession.nse(),
                BrokerProfile.named("paper"),
                BigDecimal.ONE,
                Map.of(Product.MIS, new BigDecimal("0.20")),
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ZERO,
                new AccountTerms(new BigDecimal("1000000.00"), Duration.ofMillis(50), Duration.ofMillis(50)),
                Map.of());
        return PaperMarket.of(List.of(share), PricePath.ofPrints(prints), settings);
    }

    /** What rests at the exchange, of one type. */
    List<BrokerOrder> live(long account, OrderType type) {
        return live(account).stream().filter(row -> row.type() == type).toList();
    }

    /** What rests at the exchange. */
    List<BrokerOrder> live(long account) {
        return exchange.book(account).stream()
                .filter(row -> row.state().isLive())
                .toList();
    }

    @Override
    public void close() {
        monitor.close();
        exchange.close();
        time.shutdownNow();
    }
}
