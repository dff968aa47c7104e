package io.ordermonitor;

import io.ordermonitor.broker.Brokers;
import io.ordermonitor.connection.ConnectionParts;
import io.ordermonitor.connection.WebSocketManager;
import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.cycle.MonitoringCycle;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.Execution;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.loop.Audience;
import io.ordermonitor.loop.LoopParts;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.MonitorLease;
import io.ordermonitor.loop.MonitoringLoops;
import io.ordermonitor.message.JsonCodec;
import io.ordermonitor.message.Message;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.order.WriteSessions;
import io.ordermonitor.step.AlarmReport;
import io.ordermonitor.step.Pictures;
import io.ordermonitor.step.StandardSteps;
import io.ordermonitor.store.Stores;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** Puts a monitor together and takes it apart again. */
final class Wiring {
    /** A last price that is older than so many cycle intervals refuses nothing. */
    private static final int PRICE_INTERVALS = 2;

    private final Parts parts;
    private final AccountEvents events;
    private final SnapshotView snapshots;
    private final CycleRunner cycles;
    private final WebSocketManager webSockets;
    private final ManagedOrders orders;
    private final RequestRows requests;
    private final SafetySwitches safety;
    private final ExposedEnds exposedEnds;
    private final RequestTurns takings;
    private final Desks desks;
    private volatile boolean closing;

    record Parts(
            Stores stores,
            Brokers brokers,
            MonitorConfig config,
            Clock clock,
            ScheduledExecutorService timers,
            boolean ownsTimers,
            Workers workers,
            MonitorListener listener,
            MonitorLease lease,
            Map<String, EntryStrategy> strategies,
            UnaryOperator<Steps> steps) {
        ZoneId zone() {
            return config.hours().zone();
        }
    }

    Wiring(Parts parts) {
        this.parts = parts;
        WriteSessions hours = new HoursSessions(parts.config());
        Execution execution = Execution.of(new Execution.Needs(
                parts.stores(),
                parts.brokers(),
                parts.workers(),
                parts.clock(),
                parts.timers(),
                parts.zone(),
                hours,
                parts.config().loop().interval().multipliedBy(PRICE_INTERVALS),
                parts.lease()::isHeld,
                parts.listener()));
        Pictures pictures = new Pictures(execution.instruments());
        AlarmReport alarms = new AlarmReport(parts.stores().alarms(), parts.listener());
        Steps standard = StandardSteps.of(new StandardSteps.Needs(
                parts.stores(),
                parts.brokers(),
                execution,
                parts.workers(),
                parts.clock(),
                parts.timers(),
                parts.zone(),
                hours,
                parts.config().orders(),
                parts.strategies(),
                pictures,
                alarms,
                parts.config().loop().deadline()));
        Steps chosen = parts.steps().apply(standard);
        this.snapshots = new SnapshotView(chosen.fetch(), execution.desks(), pictures, alarms, parts.clock());
        MonitoringCycle cycle = new MonitoringCycle(
                chosen.withFetch(snapshots),
                parts.clock(),
                parts.config().loop().deadline());
        this.events = new AccountEvents(
                parts.brokers(), execution.desks(), parts.stores().orders().installation(), this::nudge);
        BlindCycles blind = new BlindCycles(alarms, parts.clock(), this::tell);
        LeftAlone leftAlone = new LeftAlone(alarms, parts.clock(), this::tell);
        this.cycles = new CycleRunner(
                parts.stores(), execution, cycle, events, blind, leftAlone, parts.clock(), parts.zone());
        this.takings = new RequestTurns(parts.workers(), parts.timers(), this::takeUp);
        this.exposedEnds = new ExposedEnds(
                alarms, parts.workers(), parts.clock(), parts.timers(), this::tell, isKeptWhileExposed());
        this.webSockets = new WebSocketManager(connectionParts(), this::loops);
        this.desks = execution.desks();
        OpenDesks open = new OpenDesks(parts.stores(), desks, parts.clock(), parts.zone());
        this.orders = new ManagedOrders(
                parts.stores(),
                execution,
                open,
                pictures,
                parts.clock(),
                parts.zone(),
                this::whyNotNow,
                this::changed,
                this::lookAfter);
        this.requests = new RequestRows(
                parts.stores(),
                execution,
                open,
                this::whyNotNow,
                leftAlone,
                orders::tell,
                this::lookAgain,
                parts.clock());
        this.safety = new SafetySwitches(
                parts.stores(), execution, open, (desk, order) -> flattened(pictures, desk, order), this::resumed);
        parts.lease().whenBack(() -> loops().leaseBack());
    }

    private ConnectionParts connectionParts() {
        return new ConnectionParts(
                parts.clock(),
                parts.timers(),
                parts.config().connections(),
                new JsonCodec()::encode,
                this::snapshot,
                parts.listener(),
                new SecureRandom());
    }

    private MonitoringLoops loops(Audience audience) {
        return new MonitoringLoops(new LoopParts(
                parts.clock(),
                parts.timers(),
                parts.workers(),
                parts.config().hours(),
                parts.config().loop(),
                cycles,
                audience,
                parts.lease(),
                parts.listener(),
                exposedEnds));
    }

    void start() {
        if (isKeptWhileExposed()) {
            loops().keepExposed(cycles::exposedUsers);
        }
    }

    void requested(long userId) {
        takings.ask(userId);
    }

    private void takeUp(long userId) {
        if (requests.takeUp(userId)) {
            lookAfter(userId);
        }
    }

    private void lookAgain(long userId) {
        resumed(userId);
        takings.askLater(userId);
    }

    private void resumed(long userId) {
        loops().askAtOnce(userId, Set.of());
    }

    MonitoringLoops loops() {
        return webSockets.loops();
    }

    WebSocketManager webSockets() {
        return webSockets;
    }

    ManagedOrders orders() {
        return orders;
    }

    SafetySwitches safety() {
        return safety;
    }

    Message.Snapshot snapshot(long userId, long seq) {
        return snapshots.of(userId, seq, cycles.newest(userId));
    }

    private boolean isKeptWhileExposed() {
        return parts.config().loop().keepMonitoring() == KeepMonitoring.WHILE_EXPOSED;
    }

    /** Why nobody would look after a new order of a user now. */
    private Optional<String> whyNotNow(long userId) {
        if (closing) {
            return Optional.of("the monitor is closing; submit again when it runs");
        }
        if (!isKeptWhileExposed() && !parts.config().allowUnmonitored() && !loops().isMonitored(userId)) {
            return Optional.of("nobody monitors user " + userId
                    + ": connect first, or set keep-monitoring: while-exposed or allow-unmonitored");
        }
        if (!parts.lease().isHeld(userId) || loops().isHeldUp(userId)) {
            return Optional.of("this process may not monitor user " + userId + " at the moment, its lease ran out: try"
                    + " again in a few seconds, and look whether another process has taken over");
        }
        return Optional.empty();
    }

    /** What fills or ends when no loop is on, such as a cancelled order that fills after all, turns the loop on. */
    private void nudge(long userId, long accountId) {
        if (!loops().nudge(userId, Set.of(accountId))) {
            lookAfter(userId);
        }
    }

    /** Turns the loop on for a user of whom something may have to be read that this process does not know. */
    private void lookAfter(long userId) {
        if (isKeptWhileExposed()) {
            cycles.expect(userId);
            loops().startExposed(userId);
        }
    }

    private void tell(long userId, Message message) {
        webSockets.tell(userId, message);
    }

    private void flattened(Pictures pictures, UserDesk desk, ManagedOrder order) {
        UpdateCause cause = new UpdateCause(0, "flatten", 0);
        changed(
                desk,
                pictures.update(
                        desk, Optional.empty(), order, cause, parts.clock().instant()),
                order,
                true);
    }

    private void changed(UserDesk desk, Optional<Message.OrderUpdate> update, ManagedOrder order, boolean wantsCycle) {
        // A loop that is started here asks at once whether its user is exposed, and where he trades.
        desk.show();
        update.ifPresent(message -> webSockets.tell(desk.userId(), message));
        desk.account(order.accountId()).ifPresent(account -> events.follow(List.of(account)));
        if (isKeptWhileExposed()) {
            loops().startExposed(desk.userId());
        }
        if (wantsCycle) {
            loops().askAtOnce(desk.userId(), Set.of(order.accountId()));
        }
    }

    void close() {
        closing = true;
        exposedEnds.closing();
        webSockets.close("the server stops");
        loops().close();
        events.close();
        parts.workers().close();
        if (parts.ownsTimers()) {
            parts.timers().shutdownNow();
        }
        exposedEnds.closed(desks.all());
    }

    /** The hours as decisions ask for them. */
    private record HoursSessions(MonitorConfig config) implements WriteSessions {
        @Override
        public WriteSession at(InstrumentId instrument, Product product, Instant at) {
            return config.hours().writeSession(instrument.segment(), product, at);
        }

        @Override
        public Optional<Instant> nextOpening(InstrumentId instrument, Product product, Instant after) {
            return config.hours().nextOpening(instrument.segment(), product, after);
        }
    }
}
