package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.broker.Broker;
import io.ordermonitor.store.Stores;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
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
 */
public final class Simulation {
    private final int cycles;
    private final int orders;
    private final Set<FaultKind> faults;
    private final Set<DayKind> days;
    private final Twists twists;

    private Simulation(int cycles, int orders, Set<FaultKind> faults, Set<DayKind> days, Twists twists) {
        if (cycles < 40 || orders < 1 || days.isEmpty()) {
            throw new IllegalArgumentException("a day has 40 cycles or more and an order or more, not " + cycles
                    + " and " + orders + ", and a kind of " + days);
        }
        this.cycles = cycles;
        this.orders = orders;
        this.faults = Set.copyOf(faults);
        this.days = Set.copyOf(days);
        this.twists = twists;
    }

    /** 75 cycles, 8 orders, all faults, all kinds of days. */
    public static Simulation standard() {
        return new Simulation(75, 8, EnumSet.allOf(FaultKind.class), EnumSet.allOf(DayKind.class), Twists.NONE);
    }

    /** The same with other faults only. */
    public Simulation withFaults(Set<FaultKind> only) {
        return new Simulation(cycles, orders, only, days, twists);
    }

    /** The same with days of these kinds only. */
    public Simulation withDays(Set<DayKind> only) {
        return new Simulation(cycles, orders, faults, only, twists);
    }

    /** The same with days of another length: so many scheduled cycles, at least 40. */
    public Simulation withCycles(int number) {
        return new Simulation(number, orders, faults, days, twists);
    }

    /** The same with a monitor whose builder was changed; clock, timers, listener and lease are the simulation's. */
    public Simulation withMonitor(UnaryOperator<Monitor.Builder> change) {
        return new Simulation(cycles, orders, faults, days, twists.withMonitor(change));
    }

    /** The same at brokers that push no order events: what happens there is seen by reading only. */
    public Simulation withoutOrderEvents() {
        return new Simulation(cycles, orders, faults, days, twists.withoutPushes());
    }

    /** The same with something between the monitor and its line to each broker, to see that a fault of ours is found. */
    Simulation withBroker(UnaryOperator<Broker> to) {
        return new Simulation(cycles, orders, faults, days, twists.withLine(to));
    }

    /** The same with something between the monitor and its stores. */
    Simulation withStores(UnaryOperator<Stores> to) {
        return new Simulation(cycles, orders, faults, days, twists.withStores(to));
    }

    /** The same, held to these invariants alone: what else is broken does not count, and does not end the day. */
    public Simulation lookingFor(Set<Invariant> only) {
        return new Simulation(cycles, orders, faults, days, twists.withWanted(only));
    }

    /** Runs the day of a seed. */
    public DayResult run(long seed) {
        return play(DayPlan.of(seed, cycles, orders, faults, days));
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
        DayPlan plan = DayPlan.of(seed, cycles, orders, faults, days);
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
