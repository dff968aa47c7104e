package io.ordermonitor;

import io.ordermonitor.cycle.Steps;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeBrokers;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.VirtualTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole monitor on scripted brokers and stores in memory; user 1 has account 1. */
final class FakeDay implements AutoCloseable {
    static final long USER = 1;
    static final InstrumentId SHARE = InstrumentId.parse("NSECM:2885");

    final VirtualTime time = VirtualTime.at("2026-11-23T10:00:00");
    final InMemoryStores memory = InMemoryStores.empty();
    final FakeBrokers brokers = new FakeBrokers(time, time);
    final List<MonitorEvent> events = new CopyOnWriteArrayList<>();
    final LapsingLease lease = new LapsingLease();
    final Monitor monitor;

    FakeDay() {
        this(KeepMonitoring.WHILE_EXPOSED);
    }

    FakeDay(KeepMonitoring keep) {
        this(keep, UnaryOperator.identity());
    }

    FakeDay(KeepMonitoring keep, UnaryOperator<Steps> steps) {
        account(USER, Account.Mode.ARMED, true);
        memory.stores()
                .instruments()
                .save(
                        "fake",
                        List.of(new Instrument(
                                SHARE,
                                "RELIANCE",
                                new BigDecimal("0.05"),
                                1,
                                100_000,
                                BigDecimal.ONE,
                                new BigDecimal("1300.00"),
                                new BigDecimal("1700.00"),
                                time.instant())));
        monitor = Monitor.builder(memory.stores(), brokers)
                .config(MonitorConfig.standard()
                        .withHours(TradingHours.always())
                        .withLoop(LoopSettings.standard().withKeepMonitoring(keep)))
                .clock(time)
                .timers(time)
                .executor(time)
                .listener(events::add)
                .lease(lease)
                .steps(steps)
                .build();
    }

    void account(long user, Account.Mode mode, boolean active) {
        memory.stores()
                .inputs()
                .saveAccount(new Account(user, user, "fake", "AB" + user, active, mode, Account.ExitMode.BOTH));
    }

    FakeBroker broker() {
        return brokers.of(USER);
    }

    NewManagedOrder buy(long user, String key) {
        return new NewManagedOrder(
                user,
                user,
                SHARE,
                Side.BUY,
                Product.MIS,
                100,
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

    SubmitResult submit(String key) {
        return time.call(() -> monitor.orders().submit(buy(USER, key)));
    }

    /** Writes a row of order_request that nobody signals. */
    long write(long user, Kind kind, @Nullable NewManagedOrder terms, long orderId, @Nullable SwitchScope scope) {
        return memory.insertRequest(
                new OrderRequest(0, user, kind, terms, orderId, null, null, scope, null, null, time.instant()));
    }

    /** How many loops of a user were ever started. */
    long loopsStarted(long user) {
        return events.stream()
                .filter(e -> e instanceof MonitorEvent.LoopStarted started && started.userId() == user)
                .count();
    }

    @Override
    public void close() {
        monitor.close();
        time.shutdownNow();
    }
}
