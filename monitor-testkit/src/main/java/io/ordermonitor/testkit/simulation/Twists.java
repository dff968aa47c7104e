package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.broker.Broker;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the monitor of a day differs from the standard one, and what is looked for: to run another's steps and strategies,
 * and to see that a fault of ours is found.
 *
 * @param monitor changes its builder
 * @param stores put between it and its stores
 * @param database what each day works on; null for stores in memory
 * @param line put between it and its line to each broker
 * @param pushes the brokers push order events
 * @param wanted the invariants that count
 * @param tellsAll the story of a day that breaks nothing is told too
 */
record Twists(
        UnaryOperator<Monitor.Builder> monitor,
        UnaryOperator<Stores> stores,
        @Nullable Supplier<DayDatabase> database,
        UnaryOperator<Broker> line,
        boolean pushes,
        Set<Invariant> wanted,
        boolean tellsAll) {
    /** The standard monitor, held to everything. */
    static final Twists NONE = new Twists(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            null,
            UnaryOperator.identity(),
            true,
            EnumSet.allOf(Invariant.class),
            false);

    Twists {
        wanted = Set.copyOf(wanted);
    }

    /** Said twice, both change it. */
    Twists withMonitor(UnaryOperator<Monitor.Builder> to) {
        UnaryOperator<Monitor.Builder> both = builder -> to.apply(monitor.apply(builder));
        return new Twists(both, stores, database, line, pushes, wanted, tellsAll);
    }

    Twists withStores(UnaryOperator<Stores> to) {
        return new Twists(monitor, to, database, line, pushes, wanted, tellsAll);
    }

    Twists withDatabase(Supplier<DayDatabase> to) {
        return new Twists(monitor, stores, to, line, pushes, wanted, tellsAll);
    }

    /** Where a day keeps what it stores. */
    StoredDay stored(DayPlan plan, Clock clock) {
        return database == null ? new StoredInMemory() : new StoredInDatabase(database.get(), plan, clock);
    }

    Twists withLine(UnaryOperator<Broker> to) {
        return new Twists(monitor, stores, database, to, pushes, wanted, tellsAll);
    }

    Twists withoutPushes() {
        return new Twists(monitor, stores, database, line, false, wanted, tellsAll);
    }

    Twists withWanted(Set<Invariant> to) {
        return new Twists(monitor, stores, database, line, pushes, to, tellsAll);
    }

    Twists tellingAll() {
        return new Twists(monitor, stores, database, line, pushes, wanted, true);
    }
}
