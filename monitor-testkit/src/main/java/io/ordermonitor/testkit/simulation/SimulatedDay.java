package io.ordermonitor.testkit.simulation;

import io.ordermonitor.MonitorConfig;
import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.paper.MemoryPaperStore;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.StoryLine;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A planned day as it runs: the market, the exchange, the lines to it, the stores, and the processes that monitor. */
final class SimulatedDay implements AutoCloseable {
    private final DayPlan plan;
    private final Routine routine = new Routine(this);
    private final Tabs tabs = new Tabs(this);
    private final Twists twists;
    private final VirtualTime time;
    private final Courtesy courtesy;
    private final SimulatedMarket market;
    private final PaperExchange exchange;
    private final Ledger ledger = new Ledger();
    private final LineLog log = new LineLog();
    private final Map<Long, AccountLine> lines = new TreeMap<>();
    private final Map<FaultKind, Integer> struck = new EnumMap<>(FaultKind.class);
    private final FirstViolation first;
    private final Checks checks;
    private final MonitorConfig config;
    private final StandingAlarms alarms = new StandingAlarms();
    private final List<StoryLine> story = new ArrayList<>();
    private final StoredDay stored;
    private final Map<Act, Long> met = new ConcurrentHashMap<>();
    private SimulatedProcess process;
    private @Nullable Life serving;
    private boolean looksIn;
    private boolean observes;
    private int cycles;

    SimulatedDay(DayPlan plan, Twists twists) {
        this.plan = plan;
        this.observes = plan.kind() == DayKind.OBSERVED;
        this.twists = twists;
        this.time = plan.time();
        this.courtesy = new Courtesy(time, plan);
        this.stored = twists.stored(plan, time);
        this.first = new FirstViolation(time, twists.wanted());
        boolean quotes = plan.seed() % 3 != 0;
        int cap = plan.seed() % 5 == 0 ? 6 : 25;
        this.market = SimulatedMarket.of(plan, cap, quotes);
        this.exchange = new PaperExchange(time, time, new MemoryPaperStore(Set.of(Product.NRML)), market.paper());
        for (long account : plan.accounts()) {
            lines.put(account, new AccountLine(account, exchange, plan.shares(), ledger, time, log, this::struck));
        }
        if (!twists.pushes()) {
            lines.values().forEach(AccountLine::withholdEvents);
        }
        this.config = MonitorConfig.standard()
                .withHours(TradingHours.nse().withCycleFrom(LocalTime.of(9, 15)))
                .withLoop(LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED))
                .withAllowUnmonitored(true);
        this.checks = new Checks(
                new Evidence(first, plan, exchange, market, ledger, log, new Sightings(), alarms, time, stored));
        checks.observed(plan.observed(), observes);
        prepare();
        this.process = started();
    }

    private void prepare() {
        for (long account : plan.accounts()) {
            boolean watched = observes && account == plan.observed();
            stored.stores()
                    .inputs()
                    .saveAccount(plan.account(account, watched ? Account.Mode.OBSERVE : Account.Mode.ARMED));
        }
        Permission all = new Permission(true, Set.of("*"));
        plan.users().forEach(user -> stored.stores().inputs().savePermission(user.id(), all));
        stored.stores().instruments().save("paper", plan.shares().all());
        exchange.start();
        lines.values().forEach(AccountLine::picture);
    }

    private SimulatedProcess started() {
        return SimulatedProcess.start(
                time,
                courtesy,
                life -> twists.stores().apply(stored.open(life)),
                ledger,
                checks,
                this::brokers,
                config,
                this::heard,
                twists.monitor());
    }

    private Brokers brokers(Life life) {
        serving = life;
        Map<Long, Broker> own = new TreeMap<>();
        lines.forEach((id, line) -> own.put(id, twists.line().apply(line.broker(life))));
        return account -> known(own.get(account.id()), account.id());
    }

    synchronized void struck(FaultKind kind) {
        struck.merge(kind, 1, Integer::sum);
    }

    /** What a process says that another one has replaced is believed no more. */
    private void heard(SimulatedProcess from, MonitorEvent event) {
        if (from.life() != serving) {
            return;
        }
        alarms.heard(event);
        if (event instanceof MonitorEvent.CycleEnded cycle) {
            cycles++;
            checks.afterCycle(from.life().process(), cycle, from.news(cycle.userId()));
        } else if (event instanceof MonitorEvent.AlarmChanged change && Routine.isFrozen(change.alarm())) {
            EventTale.told(event).ifPresent(this::note);
            later(Duration.ofSeconds(90), () -> routine.settle(change.alarm()));
        } else {
            EventTale.told(event).ifPresent(this::note);
        }
    }

    /** Plays the day; returns what was broken first, if anything. */
    DayResult play() {
        Trader trader = new Trader(this);
        Mischief mischief = new Mischief(this);
        Map<Instant, List<Runnable>> agenda = new TreeMap<>();
        plan.acts().forEach(act -> at(agenda, act.at(), () -> trader.perform(act)));
        plan.faults().forEach(fault -> at(agenda, fault.at(), () -> mischief.strike(fault)));
        routine.plan(agenda);
        agenda.computeIfAbsent(plan.quietFrom(), at -> new ArrayList<>()).add(this::calmDown);
        for (Map.Entry<Instant, List<Runnable>> due : agenda.entrySet()) {
            if (first.get().isEmpty()) {
                time.advanceTo(due.getKey());
                due.getValue().forEach(Runnable::run);
            }
        }
        if (first.get().isEmpty()) {
            comeToRest();
        }
        BareTimes bare = new BareTimes(exchange, ledger, log);
        List<BareSpan> spans = lines.keySet().stream()
                .flatMap(account -> bare.of(account).stream())
                .toList();
        return new DayResult(
                plan.seed(),
                plan.faults(),
                cycles,
                Map.copyOf(struck),
                first.get(),
                spans,
                bare.stillBare(),
                bare.bareAtClose(),
                story());
    }

    /** The observed account is armed from now on. */
    void arm() {
        stored.stores().inputs().saveAccount(plan.account(plan.observed(), Account.Mode.ARMED));
        checks.observed(plan.observed(), false);
        note("account " + plan.observed() + " is armed");
    }

    void at(Map<Instant, List<Runnable>> agenda, Duration at, Runnable work) {
        agenda.computeIfAbsent(plan.times().at(at), instant -> new ArrayList<>())
                .add(work);
    }

    /** From here on nothing goes wrong any more. */
    private void calmDown() {
        stored.restore();
        lines.values().forEach(line -> line.faults().clear());
        plan.accounts().forEach(account -> exchange.setNeedsLogin(account, false));
        if (looksIn) {
            plan.users().forEach(user -> tabs.open(user.id(), "evening"));
        }
    }

    private void comeToRest() {
        Instant end = plan.times().at(plan.times().length());
        time.advanceTo(end.minusSeconds(130));
        checks.beginSilence();
        time.advanceTo(end);
        checks.atEnd();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the day ends with all that waits
    void later(Duration after, Runnable work) {
        time.schedule(work, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Before the evening each user looks in: what happened while nobody was exposed, and went untold, is seen then. */
    void lookIn() {
        looksIn = true;
    }

    FirstViolation first() {
        return first;
    }

    Tabs tabs() {
        return tabs;
    }

    /** Nothing is taken in an instrument, or it is again. */
    void halt(InstrumentId instrument, boolean on) {
        lines.values().forEach(line -> line.faults().halt(instrument, on));
    }

    /** Another process takes the place of the one that serves. */
    void replace() {
        try {
            process = started();
            note("another process starts");
            tabs.comeBack();
        } catch (StoreException e) {
            later(Duration.ofSeconds(20), this::replace);
        }
    }

    DayPlan plan() {
        return plan;
    }

    VirtualTime time() {
        return time;
    }

    SimulatedMarket market() {
        return market;
    }

    PaperExchange exchange() {
        return exchange;
    }

    StoredDay stored() {
        return stored;
    }

    Ledger ledger() {
        return ledger;
    }

    Checks checks() {
        return checks;
    }

    /** The process that serves. */
    SimulatedProcess process() {
        return process;
    }

    AccountLine line(long accountId) {
        return known(lines.get(accountId), accountId);
    }

    /** True until what may go wrong has gone wrong. */
    boolean isRestless() {
        return time.instant().isBefore(plan.quietFrom());
    }

    /** Notes what is worth knowing if the day is told. */
    void note(String what) {
        story.add(new StoryLine(time.instant(), what));
    }

    /** Notes which order an act made or met, to tell it by its number. */
    void met(Act act, long orderId) {
        met.put(act, orderId);
    }

    private static <T> T known(@Nullable T one, long accountId) {
        if (one == null) {
            throw new IllegalArgumentException("no account " + accountId);
        }
        return one;
    }

    private List<String> story() {
        Story told = new Story(plan, stored, exchange, ledger, log, met, time.instant());
        return first.get()
                .map(violation -> told.of(violation, story))
                .orElseGet(() -> twists.tellsAll() ? told.ofAll(story) : List.of());
    }

    @Override
    public void close() {
        process.life().kill();
        exchange.close();
        time.shutdownNow();
        stored.close();
    }
}
