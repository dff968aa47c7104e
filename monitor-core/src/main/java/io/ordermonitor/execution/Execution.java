package io.ordermonitor.execution;

import io.ordermonitor.broker.Brokers;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.order.WriteSessions;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongPredicate;

/**
 * Everything that reads or writes a broker for managed orders, wired together.
 *
 * @param desks the users' desks
 * @param instruments the instruments of the brokers
 * @param sessions the brokers' sessions
 * @param writer the one way to write
 * @param intake how orders come in
 * @param flattening how everything goes out
 * @param settling how frozen orders are released
 * @param requests how requests of other programs come in
 */
public record Execution(
        Desks desks,
        InstrumentTable instruments,
        BrokerSessions sessions,
        OrderWriter writer,
        OrderIntake intake,
        Flattening flattening,
        Settling settling,
        RequestDesk requests) {
    /**
     * What the execution needs.
     *
     * @param hours what may be sent when
     * @param priceMaxAge how old the read of a last price may be for a stop to be refused by it
     * @param isOwned whether this process owns a user, by the monotonic clock
     */
    public record Needs(
            Stores stores,
            Brokers brokers,
            Workers workers,
            Clock clock,
            ScheduledExecutorService timers,
            ZoneId zone,
            WriteSessions hours,
            Duration priceMaxAge,
            LongPredicate isOwned,
            MonitorListener listener) {
        public Needs {
            listener = listener.guarded();
        }
    }

    /** Wires the execution. */
    public static Execution of(Needs needs) {
        Stores stores = needs.stores();
        InstrumentTable instruments = new InstrumentTable(stores.instruments(), needs.clock());
        BrokerSessions sessions = new BrokerSessions(needs.brokers(), needs.clock(), needs.timers(), needs.isOwned());
        Switchboard switchboard = new Switchboard(stores.inputs());
        SendPlan plan = new SendPlan(stores.orders().installation());
        OrderWriter writer = new OrderWriter(
                stores.intents(),
                switchboard,
                new Sender(needs.brokers(), needs.clock(), needs.timers(), needs.isOwned()),
                sessions,
                needs.workers(),
                needs.clock(),
                needs.zone(),
                plan,
                needs.listener());
        OrderIntake intake = new OrderIntake(
                stores.orders(),
                stores.intents(),
                writer,
                plan,
                new EntryCheck(instruments, needs.hours(), new StopCheck(needs.priceMaxAge(), needs.zone())),
                switchboard,
                instruments,
                needs.clock(),
                needs.zone());
        Flattening flattening = new Flattening(stores.inputs(), intake);
        Settling settling = new Settling(stores.orders(), stores.snapshots(), needs.clock(), needs.zone());
        return new Execution(
                new Desks(needs.timers()),
                instruments,
                sessions,
                writer,
                intake,
                flattening,
                settling,
                new RequestDesk(intake, flattening, settling, stores.requests(), stores.audit(), needs.clock()));
    }
}
