package io.ordermonitor.testkit.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A monitor with a fault, and the invariant that it breaks.
 *
 * @param fault what the monitor does wrong
 * @param among the faults of the world that bring it to light; none is best
 * @param days the kinds of days that do
 * @param likely a seed whose day is known to show it: it is tried first
 * @param change puts the fault into the monitor of a simulation
 */
record Mutant(
        Invariant invariant,
        String fault,
        Set<FaultKind> among,
        Set<DayKind> days,
        long likely,
        UnaryOperator<Simulation> change) {
    /** The days that are tried, each of which costs a tenth of a second. */
    private static final int DAYS = 40;

    static Mutant of(Invariant invariant, String fault, UnaryOperator<Simulation> change) {
        return new Mutant(invariant, fault, Set.of(), EnumSet.allOf(DayKind.class), 1, change);
    }

    Mutant among(FaultKind... kinds) {
        return new Mutant(invariant, fault, Set.of(kinds), days, likely, change);
    }

    Mutant on(DayKind kind) {
        return new Mutant(invariant, fault, among, Set.of(kind), likely, change);
    }

    Mutant likely(long seed) {
        return new Mutant(invariant, fault, among, days, seed, change);
    }

    /** The same days with a monitor as it should be. */
    Simulation sound() {
        return Simulation.standard().withFaults(among).withDays(days);
    }

    /** The first seed whose day finds that the invariant is broken. */
    OptionalLong found() {
        Simulation faulty = change.apply(sound()).lookingFor(Set.of(invariant));
        return LongStream.concat(LongStream.of(likely), LongStream.rangeClosed(1, DAYS))
                .filter(seed -> faulty.run(seed).violation().isPresent())
                .findFirst();
    }

    /** Names in the order of the list. */
    static List<Invariant> named(List<Mutant> mutants) {
        return mutants.stream().map(Mutant::invariant).distinct().sorted().toList();
    }

    @Override
    public String toString() {
        return invariant + ": " + fault;
    }
}
