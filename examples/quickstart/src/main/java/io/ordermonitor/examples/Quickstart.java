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
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.InMemoryStores;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A trading application that embeds the monitor, submits an order and is watched; runs at any hour. Takes a port. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
        Stores stores = InMemoryStores.empty().stores(); // JdbcStores.open(dataSource, ...) for a real one
        Account account = new Account(1, 1, "paper", "DEMO1", true, Account.Mode.ARMED, Account.ExitMode.BOTH);
        stores.inputs().saveAccount(account);
        stores.instruments().save("paper", PaperPrices.INSTRUMENTS);
        PaperExchange exchange = PaperPrices.exchange(Clock.systemUTC(), timers);
        exchange.start();

        LoopSettings loop = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        MonitorConfig config = MonitorConfig.standard().withHours(TradingHours.always());
        Monitor monitor = Monitor.builder(stores, a -> exchange.broker(a.id()))
                .config(config.withLoop(loop))
                .timers(timers)
                .build();
        int port = args.length == 0 ? 8080 : Integer.parseInt(args[0]);
        ServerSettings settings = ServerSettings.defaults().listeningOn("127.0.0.1", port);
        MonitorServer server = MonitorServer.start(monitor, stores.tokens(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(monitor::close)); // tells every client
        monitor.start();
        System.out.println("Open " + server.page(1, Duration.ofHours(8)));

        NewManagedOrder order = PaperPrices.buy(100, "2500.50", "2490.00", "2510.00");
        System.out.println(monitor.orders().submit(order));
    }
}
