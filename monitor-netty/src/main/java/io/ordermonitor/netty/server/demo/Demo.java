package io.ordermonitor.netty.server.demo;

import io.ordermonitor.Monitor;
import io.ordermonitor.MonitorConfig;
import io.ordermonitor.broker.paper.JdbcPaperStore;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.SteppedTime;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.netty.ServerSettings;
import io.ordermonitor.netty.Sessions;
import io.ordermonitor.netty.TokenIssuer;
import io.ordermonitor.netty.server.Database;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.Doorway;
import io.ordermonitor.netty.server.HeldDatabase;
import io.ordermonitor.netty.server.ProcessLease;
import io.ordermonitor.netty.server.Reception;
import io.ordermonitor.netty.server.RequestSignals;
import io.ordermonitor.netty.server.Teardown;
import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo: the whole system on real parts, with a market of its own. One use. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Duration TOKENS_LAST = Duration.ofDays(30);
    private static final Duration LAST_WORK = Duration.ofSeconds(2);

    /** Whoever waits for the ready line may connect before the market moves. */
    private static final Duration OVERTURE = Duration.ofSeconds(3);

    private static final int CONNECTIONS = 10;

    private final DemoOptions options;
    private final DemoAnnouncer announcer;
    private final DemoSeams seams;
    private final Teardown teardown = new Teardown();
    private final CompletableFuture<Void> leaseLost = new CompletableFuture<>();

    public Demo(DemoOptions options, DemoAnnouncer announcer, DemoSeams seams) {
        this.options = options;
        this.announcer = announcer;
        this.seams = seams;
    }

    /** What runs once everything has started. */
    private record Stage(
            TradingHours hours,
            SteppedTime time,
            Stores stores,
            PaperExchange exchange,
            Monitor monitor,
            ExchangeAudit audit,
            ProcessLease lease) {}

    /**
     * Runs until the close, or until it is stopped.
     *
     * @return true if every day was as it must be
     */
    public boolean run() throws InterruptedException {
        TradingHours hours = DemoMarket.hours();
        Reception reception = Reception.open(
                ServerSettings.defaults()
                        .listeningOn(options.bind(), options.port())
                        .withNotice(DemoMarket.NOTICE),
                DemoMarket.INDIA,
                teardown);
        Database database = Database.migrated(place(), CONNECTIONS, DemoMarket.INDIA);
        HeldDatabase held = HeldDatabase.take(database, DemoMarket.INDIA, () -> leaseLost.complete(null), teardown);
        Instant start = start(new DemoHistory(held.dataSource()), hours);
        LocalDate day = hours.tradingDay(start);
        Stage stage = stage(held, hours, start);
        Map<Long, String> tokens = new TreeMap<>();
        TokenIssuer issuer = new TokenIssuer(stage.stores().tokens());
        DemoMarket.users()
                .forEach(user -> tokens.put(
                        user, issuer.issue(user, Clock.systemUTC().instant().plus(TOKENS_LAST))));
        DemoActor actor = new DemoActor(stage.monitor().orders(), stage.stores(), stage.exchange(), stage.time());
        DemoDays days = new DemoDays(stage.time(), hours, options.speed(), actor);
        teardown.add(days::stop);
        leaseLost.thenRun(days::stop);
        Doorway doorway = reception.doorway();
        doorway.open(Sessions.of(stage.monitor().webSockets()), stage.stores().tokens(), stage.time());
        announcer.ready(reception.url(), tokens, options.speed());
        boolean good =
                days.hold(OVERTURE) && (!options.hold() || days.hold(doorway.entered())) && play(stage, days, day);
        stage.lease().check();
        return good;
    }

    private boolean play(Stage stage, DemoDays days, LocalDate first) throws InterruptedException {
        boolean good = true;
        LocalDate day = first;
        while (true) {
            LocalDate today = day;
            Optional<DaySummary> summary = days.play(today, () -> summary(stage, today));
            if (summary.isEmpty()) {
                return good;
            }
            good &= isGood(summary.get());
            announcer.closed(summary.get());
            if (options.exitAtClose()) {
                return good;
            }
            stage.audit().beginDay();
            day = days.sleepAfter(today);
        }
    }

    private static boolean isGood(DaySummary summary) {
        LOG.info(
                "the longest time from a fill to its live stop was {}",
                summary.tally().fillToStop());
        if (!summary.complaint().isEmpty()) {
            LOG.error("{}: {}", summary.day(), summary.complaint());
        }
        return summary.complaint().isEmpty();
    }

    private DaySummary summary(Stage stage, LocalDate day) {
        List<ManagedOrder> orders = DemoMarket.users().stream()
                .flatMap(user -> stage.monitor().orders().orders(user).stream())
                .toList();
        int regenerated = (int)
                orders.stream().filter(order -> order.regeneratedFrom() != null).count();
        return new DaySummary(
                day,
                stage.audit().tally(),
                stage.audit().books(),
                orders.stream()
                        .collect(Collectors.toMap(
                                ManagedOrder::id, order -> order.terms().quantity())),
                regenerated,
                DemoHistory.realised(stage.stores(), stage.audit().keys(), day));
    }

    private DatabasePlace place() {
        if (options.database() != null) {
            return options.database();
        }
        if (options.folder() != null) {
            return new DatabasePlace.Folder(options.folder());
        }
        DemoFolder folder = DemoFolder.fresh();
        teardown.add(folder);
        return new DatabasePlace.Folder(folder.path());
    }

    /** Where a process that was ended stood in its day, or the beginning of the day after the last one. */
    private Instant start(DemoHistory history, TradingHours hours) {
        Optional<LocalDate> last = history.lastDay();
        Optional<Instant> stood = Optional.ofNullable(options.folder())
                .flatMap(folder -> MarketClockFile.in(folder).read())
                .filter(noted -> DemoDays.isWithinDay(noted, hours));
        if (stood.isPresent()) {
            LOG.info("the day goes on where it stood at={}", stood.get().atZone(DemoMarket.INDIA));
            return stood.get();
        }
        LocalDate day = last.map(played -> played.plusDays(1)).orElse(DemoMarket.FIRST_DAY);
        return DemoMarket.instant(DemoDays.tradingDayFrom(day, hours), DemoMarket.BEGIN);
    }

    private SteppedTime time(Instant start) {
        Path folder = options.folder();
        Consumer<Instant> noted = folder == null ? instant -> {} : MarketClockFile.in(folder)::note;
        return new SteppedTime(start, DemoMarket.INDIA, noted.andThen(seams.moved()));
    }

    private Stage stage(HeldDatabase held, TradingHours hours, Instant start) {
        Stores stores = held.stores();
        stores.instruments().save(DemoMarket.BROKER, PaperShare.instruments());
        Arrays.stream(DemoMarket.Seat.values()).forEach(seat -> stores.inputs().saveAccount(seat.account()));
        SteppedTime time = time(start);
        teardown.add(() -> end(time));
        PaperExchange exchange = new PaperExchange(
                time, time, seams.store().apply(JdbcPaperStore.open(held.dataSource())), DemoMarket.market());
        teardown.add(exchange);
        WatchedBrokers brokers = new WatchedBrokers(account -> seams.line().apply(exchange.broker(account)));
        Map<Long, List<Long>> accounts = Arrays.stream(DemoMarket.Seat.values())
                .collect(Collectors.groupingBy(
                        DemoMarket.Seat::userId, Collectors.mapping(DemoMarket.Seat::accountId, Collectors.toList())));
        ExchangeAudit audit = new ExchangeAudit(ExchangeView.of(exchange), accounts, brokers::isFreshSince);
        LoopSettings loop = LoopSettings.standard().withNudges(options.nudges()).withSpeed(options.speed());
        Monitor monitor = Monitor.builder(stores, brokers)
                .config(MonitorConfig.standard().withHours(hours).withLoop(loop))
                .clock(time)
                .timers(time)
                .executor(time)
                .listener(audit)
                .lease(held.lease())
                .build();
        teardown.add(monitor);
        exchange.start();
        LocalDate day = hours.tradingDay(start);
        audit.goOn(day, new DemoHistory(held.dataSource()).legs());
        monitor.start();
        Instant began = DemoMarket.instant(day, DemoMarket.BEGIN);
        DemoMarket.users().forEach(user -> monitor.loops().goOn(user, began));
        teardown.add(RequestSignals.start(held.dataSource(), monitor::requested));
        return new Stage(hours, time, stores, exchange, monitor, audit, held.lease());
    }

    /** What runs may still write to the database, which is closed next. */
    private static void end(SteppedTime time) throws InterruptedException {
        time.stop();
        time.shutdown();
        if (!time.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
            time.shutdownNow();
        }
    }

    /** Stops everything in order: clients are told, loops end, the exchange closes, the database stops. */
    @Override
    public void close() {
        teardown.close();
    }
}
