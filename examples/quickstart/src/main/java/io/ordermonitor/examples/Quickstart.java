package io.ordermonitor.examples;

import io.ordermonitor.Monitor;
import io.ordermonitor.MonitorConfig;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.netty.MonitorServer;
import io.ordermonitor.netty.ServerSettings;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.InMemoryStores;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A trading application that embeds the monitor, submits an order and is watched; runs at any hour. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
        Stores stores = InMemoryStores.empty().stores(); // JdbcStores.open(dataSource, ...) for a real one
        stores.inputs()
                .saveAccount(new Account(1, 1, "paper", "DEMO1", true, Account.Mode.ARMED, Account.ExitMode.BOTH));
        stores.instruments().save("paper", PaperPrices.INSTRUMENTS);
        PaperExchange exchange = PaperPrices.exchange(Clock.systemUTC(), timers);
        exchange.start();

        LoopSettings loop = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        Monitor monitor = Monitor.builder(stores, account -> exchange.broker(account.id()))
                .config(MonitorConfig.standard()
                        .withHours(TradingHours.always())
                        .withLoop(loop))
                .timers(timers)
                .build();
        MonitorServer server = MonitorServer.start(monitor, stores.tokens(), ServerSettings.defaults());
        monitor.start();
        System.out.println("Open " + server.page(1, Duration.ofHours(8)));

        NewManagedOrder order = new NewManagedOrder(
                1,
                1,
                PaperPrices.SHARE,
                Side.BUY,
                Product.NRML,
                100,
                OrderType.LIMIT,
                null,
                price("2500.50"),
                price("2490.00"),
                null,
                price("2510.00"),
                "quickstart",
                null,
                "quickstart-" + System.nanoTime());
        System.out.println(monitor.orders().submit(order));
    }

    private static BigDecimal price(String rupees) {
        return new BigDecimal(rupees);
    }
}
