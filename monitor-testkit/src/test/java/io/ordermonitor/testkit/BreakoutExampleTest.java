package io.ordermonitor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.Monitor;
import io.ordermonitor.MonitorConfig;
import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.BrokerCall.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example of the package's documentation, as it stands there. */
class BreakoutExampleTest {
    private static final InstrumentId RELIANCE = InstrumentId.parse("NSECM:2885");

    private final Account account =
            new Account(1, 7, "fake", "AB1234", true, Account.Mode.ARMED, Account.ExitMode.BOTH);
    private final Instrument reliance = new Instrument(
            RELIANCE,
            "RELIANCE",
            new BigDecimal("0.05"),
            1,
            100_000,
            BigDecimal.ONE,
            new BigDecimal("1350"),
            new BigDecimal("1650"),
            Instant.EPOCH);
    private final NewManagedOrder entry = new NewManagedOrder(
            7,
            1,
            RELIANCE,
            Side.BUY,
            Product.MIS,
            100,
            OrderType.LIMIT,
            null,
            new BigDecimal("1500.00"),
            new BigDecimal("1480.00"),
            null,
            new BigDecimal("1540.00"),
            "breakout",
            null,
            "my-key-1");

    /** At the fair price, with the stop-loss and the target where they were. */
    private final EntryStrategy breakout = (rejected, market, key) -> {
        NewManagedOrder was = rejected.order().terms();
        return market.usableFair(was.side(), OrderSettings.standard())
                .map(fair -> was.repriced(null, fair, was.slStopPrice(), was.targetPrice(), key));
    };

    @Test
    void aRejectedEntryIsPlacedAnewAtTheFairPrice() throws Exception {
        VirtualTime time = VirtualTime.at("2026-11-20T10:00:00");
        FakeBrokers brokers = new FakeBrokers(time, time);
        Stores stores = InMemoryStores.empty().stores();
        stores.instruments().save("fake", List.of(reliance));
        stores.inputs().saveAccount(account);
        stores.inputs().savePermission(7, new Permission(true, Set.of("breakout")));
        FakeBroker broker = brokers.of(account);

        try (Monitor monitor = Monitor.builder(stores, brokers)
                .config(MonitorConfig.standard().withHours(TradingHours.always()))
                .clock(time)
                .timers(time)
                .executor(time)
                .strategy("breakout", breakout)
                .build()) {
            monitor.start();
            monitor.startMonitoring(7);
            broker.answerNext(Kind.PLACE, FakeReply.accepted().thenRejected("price outside the circuit limit"));
            time.call(() -> monitor.orders().submit(entry));

            BigDecimal fair = new BigDecimal("1500.25");
            stores.inputs().saveFairPrices(List.of(new FairPrice(RELIANCE, fair, null, time.instant(), "me")));
            time.advance(Duration.ofMinutes(2));

            assertThat(broker.calls(Kind.PLACE)).hasSize(2);
            broker.lastOrder().fill(40, "1500.25");
            time.advance(Duration.ofMinutes(1));
            assertThat(broker.live()).anyMatch(row -> row.side() == Side.SELL && row.quantity() == 40);
        }
    }
}
