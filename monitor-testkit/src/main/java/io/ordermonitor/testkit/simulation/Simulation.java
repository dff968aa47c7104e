package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.paper.MinuteBar;
import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.store.Stores;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Proves by trying that nothing is placed twice and every filled unit gets its stop. A simulated day has a real monitor
 * on a random market, with faults of broker, line, database and process, all of it from one seed: the same seed gives
 * the same day. After each cycle and at the end the day is held to the invariants; the judge is the exchange.
 * Immutable; each day is on its own, so that any number run side by side.
 *
 * <pre>{@code
 * DayResult day = Simulation.standard().run(4711);
 * assertThat(day.violation()).as(() -> String.join("\n", day.story())).isEmpty();
 * }</pre>
 *
 * <p>Your own steps and strategies are held to the same invariants, whether they wrap the standard ones or replace them:
 *
 * <pre>{@code
 * Simulation mine = Simulation.standard()
 *         .withStrategy((rejected, market, key) -> Optional.empty())
 *         .withMonitor(builder -> builder.steps(steps -> steps.withEntries((scope, laid) ->
 *                 scope.number() % 2 == 0 ? steps.entries().modify(scope, laid) : new StepOutput.Done(StepNotes.NONE))));
 * mine.run(1, 1000, 2, day -> day.violation().ifPresent(violation ->
 *         mine.shortest(day.seed()).story().forEach(System.out::println)));
 * }</pre>
 *
 * <p>A step or strategy must not sleep, nor wait by the machine's clock or for a thread of its own: the time of the
 * market stands still meanwhile, and a day in which one waits for ever never ends.
 */
public final class Simulation {
    private final DaySettings settings;
    private final Twists twists;

    private Simulation(DaySettings settings, Twists twists) {
        this.settings = settings;
        this.twists = twists;
    }

    /** 75 cycles, 8 orders, all faults, all kinds of days. */
    public static Simulation standard() {
        return new Simulation(DaySettings.STANDARD, Twists.NONE);
    }

    /** The same with other faults only. */
    public Simulation withFaults(Set<FaultKind> only) {
        return new Simulation(settings.withFaults(only), twists);
    }

    /** The same with days of these kinds only. */
    public Simulation withDays(Set<DayKind> only) {
        return new Simulation(settings.withDays(only), twists);
    }

    /** The same with days of another length: so many scheduled cycles, at least 40. */
    public Simulation withCycles(int number) {
        return new Simulation(settings.withCycles(number), twists);
    }

    /**
     * The same on recorded minutes in place of a random walk. Each instrument has, by the seed, one of the dates (in
     * India) of which it has bars, whatever the others have; days that are shorter than the session begin anywhere in it.
     * Within a minute the price goes from the open by low and high, in an order by the seed, to the close.
     *
     * @param instruments what trades: lots, ticks and freeze quantities may be other ones than the recorded
     * @param bars of one or more days of each, in any order, with prices within the instrument's band and on its tick
     */
    public Simulation withBars(Collection<Instrument> instruments, Collection<MinuteBar> bars) {
        return new Simulation(settings.withPrices(new RecordedDays(instruments, bars)), twists);
    }

    /** The same with so many orders submitted, at least 1. */
    public Simulation withOrders(int number) {
        return new Simulation(settings.withOrders(number), twists);
    }

    /** The same with so many accounts of the first user, 1 to 10; on a share of the days a second user has one more. */
    public Simulation withAccounts(int number) {
        return new Simulation(settings.withAccounts(number), twists);
    }

    /**
     * The same with a monitor whose builder was changed; clock, timers, listener and lease are the simulation's. Said
     * twice, both changes are made. All orders of a simulated day are of the strategy {@code simulated}: one given under
     * another name is never asked.
     */
    public Simulation withMonitor(UnaryOperator<Monitor.Builder> change) {
        return new Simulation(settings, twists.withMonitor(change));
    }

    /** The same with the strategy that is asked when an entry was rejected, whatever the order. */
    public Simulation withStrategy(EntryStrategy strategy) {
        return withMonitor(builder -> builder.strategy(SimulatedMarket.STRATEGY, strategy));
    }

    /** The same at brokers that push no order events: what happens there is seen by reading only. */
    public Simulation withoutOrderEvents() {
        return new Simulation(settings, twists.withoutPushes());
    }

    /** The same with something between the monitor and its line to each broker, to see that a fault of ours is found. */
    Simulation withBroker(UnaryOperator<Broker> to) {
        return new Simulation(settings, twists.withLine(to));
    }

    /** The same with something between the monitor and its stores. */
    Simulation withStores(UnaryOperator<Stores> to) {
        return new Simulation(settings, twists.withStores(to));
    }

    /**
     * The same with tasks and timers of one instant in another order. Standard is 0; each number gives each day another
     * interleaving of its own, and the same number the same one.
     */
    public Simulation withInterleaving(long number) {
        return new Simulation(settings.withInterleaving(number), twists);
    }

    /** The same with tasks and timers of one instant in the order in which they were set. */
    public Simulation firstComeFirstServed() {
        return new Simulation(settings.withInterleaving(null), twists);
    }

    /**
     * The same on a real database, which may fail in any statement and at any commit; a process that is killed leaves
     * nothing uncommitted behind. Slower by far, and another day than that of the same seed in memory.
     *
     * @param ofDay gives each day a database of its own, on the thread that runs the day
     */
    public Simulation withDatabase(Supplier<DayDatabase> ofDay) {
        return new Simulation(settings, twists.withDatabase(ofDay));
    }

    /** The same, held to these invariants alone: what else is broken does not count, and does not end the day. */
    public Simulation lookingFor(Set<Invariant> only) {
        return new Simulation(settings, twists.withWanted(only));
    }

    /** The same, and the story of a day that breaks nothing is told too, of all its orders. */
    public Simulation tellingAll() {
        return new Simulation(settings, twists.tellingAll());
    }

    /** Runs the day of a seed. */
    public DayResult run(long seed) {
        return play(DayPlan.of(seed, settings));
    }

    /**
     * Runs the days of many seeds, the next when one ends.
     *
     * @param days how many, at least 1
     * @param threads how many run side by side, at least 1; one a core is right
     * @param each is given each day as it ends, on the thread that ran it, one at a time
     */
    public DaysResult run(long firstSeed, long days, int threads, Consumer<DayResult> each)
            throws InterruptedException {
        return new ManyDays(this, firstSeed, days, each).run(threads);
    }

    private DayResult play(DayPlan plan) {
        try (SimulatedDay day = new SimulatedDay(plan, twists)) {
            return day.play();
        }
    }

    /** Runs the day of a seed; if it breaks an invariant, drops what it can while it still breaks the same one. */
    public DayResult shortest(long seed) {
        DayPlan plan = DayPlan.of(seed, settings);
        DayResult result = play(plan);
        if (result.violation().isEmpty()) {
            return result;
        }
        String invariant = result.violation().get().invariant();
        for (int i = plan.faults().size() - 1; i >= 0; i--) {
            DayResult fewer = play(plan.withoutFault(i));
            if (fewer.violation()
                    .filter(one -> one.invariant().equals(invariant))
                    .isPresent()) {
                plan = plan.withoutFault(i);
                result = fewer;
            }
        }
        for (int i = plan.acts().size() - 1; i >= 0; i--) {
            DayResult fewer = play(plan.withoutAct(i));
            if (fewer.violation()
                    .filter(one -> one.invariant().equals(invariant))
                    .isPresent()) {
                plan = plan.withoutAct(i);
                result = fewer;
            }
        }
        return result;
    }
}
