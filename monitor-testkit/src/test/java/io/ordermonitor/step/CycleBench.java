package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.MonitoringCycle;
import io.ordermonitor.execution.Execution;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeBrokers;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The real steps and execution of one user on stores in memory and scripted brokers, a cycle at a time. */
final class CycleBench {
    static final long USER = 7;
    static final Duration DEADLINE = Duration.ofSeconds(45);
    static final long ACCOUNT = 70;
    static final long OTHER_ACCOUNT = 71;
    static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    static final InstrumentId RELIANCE = InstrumentId.parse("NSECM:2885");
    static final InstrumentId NIFTY = InstrumentId.parse("NSEFO:39972");

    final VirtualTime time;
    final FakeBrokers brokers;
    OrderSettings settings = OrderSettings.standard();
    volatile WriteSession session = WriteSession.OPEN;
    /** Whether this process owns the user by its own clock, whatever the database says. */
    volatile boolean owned = true;

    InMemoryStores memory = InMemoryStores.empty();
    Execution execution;
    AlarmReport report;
    MonitoringCycle cycle;
    private long number;

    CycleBench() {
        this("2026-11-23T10:00:00");
    }

    CycleBench(String indianTime) {
        time = VirtualTime.at(indianTime);
        brokers = new FakeBrokers(time, time);
        Stores stores = memory.stores();
        account(ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        stores.instruments()
                .save(
                        "fake",
                        List.of(instrument(RELIANCE, "RELIANCE", 1, 100_000), instrument(NIFTY, "NIFTY", 65, 1800)));
        wire();
    }

    static Instrument instrument(InstrumentId id, String symbol, int lot, int freeze) {
        return new Instrument(
                id,
                symbol,
                new BigDecimal("0.05"),
                lot,
                freeze,
                BigDecimal.ONE,
                new BigDecimal("1300.00"),
                new BigDecimal("1700.00"),
                Instant.parse("2026-11-23T03:00:00Z"));
    }

    private void wire() {
        Stores stores = memory.stores();
        Workers workers = Workers.on(time, 4);
        report = new AlarmReport(stores.alarms(), event -> {});
        execution = Execution.of(new Execution.Needs(
                stores,
                brokers,
                workers,
                time,
                time,
                INDIA,
                (instrument, product, at) -> session,
                Duration.ofMinutes(2),
                user -> owned,
                event -> {}));
        cycle = new MonitoringCycle(
                StandardSteps.of(new StandardSteps.Needs(
                        stores,
                        brokers,
                        execution,
                        workers,
                        time,
                        time,
                        INDIA,
                        (instrument, product, at) -> session,
                        settings,
                        Map.of(),
                        new Pictures(execution.instruments()),
                        report,
                        DEADLINE)),
                time,
                DEADLINE);
    }

    /** The process is killed and another one takes its place. */
    void restart() {
        memory = memory.restart();
        wire();
    }

    void account(long id, Account.Mode mode, Account.ExitMode exits) {
        memory.stores().inputs().saveAccount(new Account(id, USER, "fake", "AB" + id, true, mode, exits));
    }

    FakeBroker broker() {
        return brokers.of(ACCOUNT);
    }

    UserDesk desk() {
        return execution.desks().of(USER);
    }

    /** Does something under the user's write lock, as everything that writes must. */
    <T> T locked(Callable<T> work) {
        return time.call(() -> desk().locked(() -> {
            LocalDate today = LocalDate.ofInstant(time.instant(), INDIA);
            desk().load(memory.stores(), today, time.instant());
            desk().accounts(memory.stores()
                    .inputs()
                    .read(USER, desk().instruments())
                    .accounts());
            return work.call();
        }));
    }

    IntakeResult trySubmit(NewManagedOrder terms) {
        return locked(() -> execution.intake().submit(desk(), terms, new Cause(0, "", 0)));
    }

    /** Submits an entry and returns the managed order's id. */
    long submit(NewManagedOrder terms) {
        IntakeResult result = trySubmit(terms);
        if (result instanceof IntakeResult.Taken taken) {
            return taken.order().id();
        }
        throw new AssertionError("not taken: " + result);
    }

    /** Submits an entry, and it fills at the broker. */
    long filled(NewManagedOrder terms, String price) {
        long id = submit(terms);
        entry(id).fill(price);
        return id;
    }

    CycleReport cycle() {
        return cycle(CycleScope.Kind.SCHEDULED);
    }

    CycleReport cycle(CycleScope.Kind kind) {
        time.advance(Duration.ofSeconds(60));
        return cycleNow(kind);
    }

    void cycles(int count) {
        for (int i = 0; i < count; i++) {
            cycle();
        }
    }

    CycleReport cycleAfter(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
        return cycleNow(CycleScope.Kind.SCHEDULED);
    }

    CycleReport cycleNow(CycleScope.Kind kind) {
        return locked(() -> {
            Inputs.UserInputs inputs = memory.stores().inputs().read(USER, desk().instruments());
            CycleScope scope = new CycleScope(
                    USER,
                    ++number,
                    kind,
                    inputs.accounts(),
                    inputs.permission(),
                    inputs.switches(),
                    inputs.fairPrices(),
                    inputs.requests(),
                    time.instant());
            return cycle.run(scope, () -> false);
        });
    }

    /** Everything works again, and cycles run until every settle window is over: no intent stays unsettled. */
    void assertEveryWriteSettles() {
        memory.faults().restore();
        brokers.of(ACCOUNT).restore();
        brokers.of(OTHER_ACCOUNT).restore();
        for (int i = 0; i < 4; i++) {
            cycle();
        }
        assertThat(memory.unsettled()).as("intents that nobody settled").isEmpty();
    }

    ManagedOrder order(long id) {
        return desk().order(id).orElseThrow();
    }

    /** The broker order of the entry. */
    FakeOrder entry(long id) {
        return at(id, LegKind.ENTRY);
    }

    /** The newest broker order of a leg, at its broker. */
    FakeOrder at(long id, LegKind leg) {
        ManagedOrder order = order(id);
        List<LegOrder> legs = order.of(leg);
        return brokers.of(order.accountId()).order(legs.get(legs.size() - 1).tag());
    }

    FakeOrder stop(long id) {
        return at(id, LegKind.SL);
    }

    FakeOrder target(long id) {
        return at(id, LegKind.TP);
    }

    /** Units of live orders of a leg at the broker, as it truly is. */
    int liveUnits(long id, LegKind leg) {
        ManagedOrder order = order(id);
        return order.of(leg).stream()
                .flatMap(l -> brokers.of(order.accountId()).live().stream()
                        .filter(row -> row.tag().equals(l.tag())))
                .mapToInt(row -> row.remaining())
                .sum();
    }

    void fair(@Nullable String buy, @Nullable String sell) {
        memory.stores()
                .inputs()
                .saveFairPrices(List.of(new FairPrice(
                        RELIANCE,
                        buy == null ? null : new BigDecimal(buy),
                        sell == null ? null : new BigDecimal(sell),
                        time.instant().plusSeconds(60),
                        "test")));
    }

    void permit() {
        memory.stores().inputs().savePermission(USER, new Permission(true, java.util.Set.of("*")));
    }

    /** Sets and lifts switches until they are these. */
    void switches(Switches to) {
        Switches now = memory.stores().inputs().gate(USER).switches();
        change(SafetySwitch.STOP_ENTRIES, now.stopEntries(), to.stopEntries());
        change(SafetySwitch.PAUSE, now.pause(), to.pause());
    }

    private void change(SafetySwitch which, SwitchReach now, SwitchReach to) {
        Inputs inputs = memory.stores().inputs();
        inputs.change(USER, which, SwitchScope.everything(), to.everything());
        now.accounts().forEach(id -> inputs.change(USER, which, SwitchScope.account(id), false));
        to.accounts().forEach(id -> inputs.change(USER, which, SwitchScope.account(id), true));
        now.strategies().forEach(name -> inputs.change(USER, which, SwitchScope.strategy(name), false));
        to.strategies().forEach(name -> inputs.change(USER, which, SwitchScope.strategy(name), true));
    }
}
