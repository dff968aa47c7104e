package io.ordermonitor;

import io.ordermonitor.connection.ConnectResult;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeBrokers;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.InMemoryConnection;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.VirtualTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A whole monitor of one user on a scripted broker, by the hours of a market; a test lives through days of it. */
final class MarketDay implements AutoCloseable {
    static final long USER = 7;
    static final long ACCOUNT = 70;
    static final InstrumentId SHARE = InstrumentId.parse("NSECM:2885");
    static final InstrumentId FUTURE = InstrumentId.parse("NSEFO:39972");
    static final int LOT = 65;
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    final VirtualTime time;
    final FakeBrokers brokers;
    final List<MonitorEvent> events = new CopyOnWriteArrayList<>();
    private final MonitorConfig config;
    private InMemoryStores memory = InMemoryStores.empty();
    private Monitor monitor;

    /** Begins at a local time of India; the monitor is started. */
    MarketDay(String indianTime, TradingHours hours, KeepMonitoring keep) {
        time = VirtualTime.at(indianTime);
        brokers = new FakeBrokers(time, time);
        config = MonitorConfig.standard()
                .withHours(hours)
                .withLoop(LoopSettings.standard().withKeepMonitoring(keep))
                .withAllowUnmonitored(true);
        memory.stores()
                .inputs()
                .saveAccount(
                        new Account(ACCOUNT, USER, "fake", "AB70", true, Account.Mode.ARMED, Account.ExitMode.BOTH));
        memory.stores()
                .instruments()
                .save("fake", List.of(instrument(SHARE, "RELIANCE", 1), instrument(FUTURE, "NIFTY", LOT)));
        monitor = started();
    }

    /** As a server has it: NSE hours, cycles from 09:15, monitored while exposed. */
    static MarketDay served(String indianTime) {
        return served(indianTime, TradingHours.nse());
    }

    static MarketDay served(String indianTime, TradingHours hours) {
        return new MarketDay(indianTime, hours.withCycleFrom(LocalTime.of(9, 15)), KeepMonitoring.WHILE_EXPOSED);
    }

    /** As the library has it: monitored while somebody is connected. */
    static MarketDay watched(String indianTime) {
        return new MarketDay(indianTime, TradingHours.nse(), KeepMonitoring.CONNECTED);
    }

    private static Instrument instrument(InstrumentId id, String symbol, int lot) {
        return new Instrument(
                id,
                symbol,
                new BigDecimal("0.05"),
                lot,
                1800,
                BigDecimal.ONE,
                new BigDecimal("1300.00"),
                new BigDecimal("1700.00"),
                Instant.EPOCH);
    }

    private Monitor started() {
        Monitor made = Monitor.builder(memory.stores(), brokers)
                .config(config)
                .clock(time)
                .timers(time)
                .executor(time)
                .listener(events::add)
                .build();
        made.start();
        time.settle();
        return made;
    }

    /** The process ends in order, and another one takes its place. */
    void restart() {
        monitor.close();
        memory = memory.restart();
        monitor = started();
    }

    Monitor monitor() {
        return monitor;
    }

    FakeBroker broker() {
        return brokers.of(ACCOUNT);
    }

    static Instant india(String local) {
        return LocalDateTime.parse(local).atZone(INDIA).toInstant();
    }

    static String india(Instant at) {
        return LocalDateTime.ofInstant(at, INDIA).toString();
    }

    void until(String local) {
        time.advanceTo(india(local));
    }

    /** Buys at a limit of 1500, with a stop at 1480 and a target at 1540. */
    static NewManagedOrder buy(InstrumentId instrument, Product product, String key) {
        return new NewManagedOrder(
                USER,
                ACCOUNT,
                instrument,
                Side.BUY,
                product,
                LOT,
                OrderType.LIMIT,
                null,
                new BigDecimal("1500.00"),
                new BigDecimal("1480.00"),
                null,
                new BigDecimal("1540.00"),
                "mine",
                null,
                key);
    }

    SubmitResult submit(NewManagedOrder terms) {
        SubmitResult result = time.call(() -> monitor.orders().submit(terms));
        time.settle();
        return result;
    }

    SubmitResult cancel(long id) {
        SubmitResult result = time.call(() -> monitor.orders().cancel(id));
        time.settle();
        return result;
    }

    long submitted(NewManagedOrder terms) {
        if (submit(terms) instanceof SubmitResult.Submitted taken) {
            return taken.order().id();
        }
        throw new AssertionError("not taken: " + terms);
    }

    /** Buys, and all of it fills at once. */
    long bought(InstrumentId instrument, Product product, String key) {
        long id = submitted(buy(instrument, product, key));
        at(id, LegKind.ENTRY).fill("1500.00");
        time.settle();
        return id;
    }

    ManagedOrder order(long id) {
        return time.call(() -> monitor.orders().order(id)).orElseThrow();
    }

    /** The newest broker order of a leg, at its broker. */
    FakeOrder at(long id, LegKind leg) {
        List<LegOrder> legs = order(id).of(leg);
        return broker().order(legs.get(legs.size() - 1).tag());
    }

    /** The night ends what rests, and the broker forgets the day's orders; so many units are carried. */
    void forgetTheDay(InstrumentId instrument, Product product, int carried) {
        broker().mute(true);
        broker().orders().stream().filter(o -> o.row().state().isLive()).forEach(FakeOrder::expire);
        broker().mute(false);
        broker().orders().forEach(o -> o.hide(1_000_000));
        int had = broker().net(instrument, product);
        broker().hold(new Position(
                instrument,
                product,
                carried - had,
                new BigDecimal("1500.00"),
                new BigDecimal("1500.00"),
                carried,
                new BigDecimal("1500.00")));
    }

    InMemoryConnection connect(String name) {
        InMemoryConnection tab = new InMemoryConnection(name);
        connect(tab);
        return tab;
    }

    ConnectResult connect(InMemoryConnection tab) {
        ConnectResult result = time.call(() -> monitor.webSockets().connect(tab, USER));
        time.settle();
        return result;
    }

    /** What the broker was asked to change from then on. */
    List<BrokerCall> writesFrom(String local) {
        return broker().writes().stream()
                .filter(call -> !call.startedAt().isBefore(india(local)))
                .toList();
    }

    List<BrokerCall> readsBetween(String from, String to) {
        return broker().calls(Kind.ORDER_BOOK).stream()
                .filter(call -> !call.startedAt().isBefore(india(from)))
                .filter(call -> call.startedAt().isBefore(india(to)))
                .toList();
    }

    /** When the cycles of a stretch began. */
    List<Instant> cyclesBetween(String from, String to) {
        return events.stream()
                .filter(MonitorEvent.CycleEnded.class::isInstance)
                .map(event -> ((MonitorEvent.CycleEnded) event).startedAt())
                .filter(at -> !at.isBefore(india(from)) && at.isBefore(india(to)))
                .toList();
    }

    /** All that the user was told of wrong from then on, whether or not somebody was connected. */
    List<Finding> toldFrom(String local) {
        return monitor.webSockets().history(USER).stream()
                .map(Message.Numbered::message)
                .filter(Message.MonitoringErrors.class::isInstance)
                .map(Message.MonitoringErrors.class::cast)
                .filter(errors -> !errors.timestamp().isBefore(india(local)))
                .flatMap(errors -> errors.findings().stream())
                .toList();
    }

    List<Alarm> alarms() {
        return memory.stores().alarms().standing(USER);
    }

    /** The alarms that were raised, in order. */
    List<Alarm> raised() {
        return events.stream()
                .filter(MonitorEvent.AlarmChanged.class::isInstance)
                .map(event -> ((MonitorEvent.AlarmChanged) event).alarm())
                .filter(alarm -> alarm.cleared() == null)
                .toList();
    }

    /** The closing cycles that ran while somebody listened. */
    static List<Message.CycleCompleted> closings(InMemoryConnection tab) {
        return tab.messages(Message.CycleCompleted.class).stream()
                .filter(done -> done.steps().stream()
                        .anyMatch(step ->
                                Optional.ofNullable(step.why()).orElse("").equals("closing cycle")))
                .toList();
    }

    @Override
    public void close() {
        monitor.close();
        time.shutdownNow();
    }
}
