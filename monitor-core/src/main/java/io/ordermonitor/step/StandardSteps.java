package io.ordermonitor.step;

import io.ordermonitor.broker.Brokers;
import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.execution.Execution;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.WriteSessions;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToIntFunction;

/** Wires the ten standard steps. */
public final class StandardSteps {
    private StandardSteps() {}

    /**
     * What the steps need.
     *
     * @param strategies entry strategies by name; others get the standard one
     * @param pictures how orders are shown
     * @param report step 10, which also answers for standing alarms
     * @param deadline how long after its start a cycle works on stop-losses only
     */
    public record Needs(
            Stores stores,
            Brokers brokers,
            Execution execution,
            Workers workers,
            Clock clock,
            ScheduledExecutorService timers,
            ZoneId zone,
            WriteSessions hours,
            OrderSettings settings,
            Map<String, EntryStrategy> strategies,
            Pictures pictures,
            AlarmReport report,
            Duration deadline) {}

    /** The ten steps. */
    public static Steps of(Needs needs) {
        Execution execution = needs.execution();
        Stores stores = needs.stores();
        Markets markets = new Markets(execution.instruments(), needs.hours(), needs.clock());
        Writing writing = new Writing(execution.writer(), needs.pictures(), needs.clock());
        DayRolls rolls = new DayRolls(stores.snapshots(), stores.intents(), markets, needs.zone());
        DueKeys due = new DueKeys();
        RegenerationMemory memory = new RegenerationMemory();
        OrderSettings settings = needs.settings();
        ToIntFunction<Account> modifyCap = account ->
                settings.modifyCap(needs.brokers().of(account).profile().modifyCap());
        UncheckedPrices unchecked = new UncheckedPrices();
        AccountReads reads =
                new AccountReads(needs.brokers(), execution.sessions(), needs.workers(), needs.clock(), needs.timers());
        return new Steps(
                new FetchFromBrokers(reads, needs.brokers(), stores.snapshots(), due, execution.desks(), needs.zone()),
                new StopAtLoss(
                        new FifoPnl(stores.pnl(), stores.snapshots(), due, needs.zone()),
                        stores.inputs(),
                        stores.alarms(),
                        settings,
                        needs.zone()),
                new UpdateFromOverlay(
                        execution.desks(),
                        stores.orders(),
                        markets,
                        needs.pictures(),
                        execution.requests(),
                        writing,
                        rolls,
                        needs.zone()),
                new PlaceProtection(
                        execution.desks(),
                        markets,
                        writing,
                        needs.pictures(),
                        settings,
                        modifyCap,
                        scope -> needs.clock().instant().isAfter(scope.now().plus(needs.deadline()))),
                new FollowEntries(execution.desks(), markets, writing, settings, modifyCap, unchecked),
                new FollowStops(
                        execution.desks(),
                        markets,
                        writing,
                        settings,
                        modifyCap,
                        new TargetTurns(stores.audit(), needs.zone()),
                        needs.zone(),
                        unchecked),
                new ArchiveRejected(
                        execution.desks(), stores.rejected(), needs.pictures(), memory, rolls, needs.zone()),
                new RegenerateByStrategy(
                        execution.desks(),
                        stores.rejected(),
                        stores.regenerations(),
                        stores.inputs(),
                        markets,
                        needs.strategies(),
                        settings,
                        memory,
                        needs.zone()),
                new PlaceWaiting(
                        execution.desks(),
                        execution.intake(),
                        stores.regenerations(),
                        stores.inputs(),
                        needs.pictures(),
                        writing,
                        memory,
                        settings.regenerateMaxAge(),
                        needs.zone()),
                needs.report());
    }
}
