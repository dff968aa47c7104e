package io.ordermonitor.testkit.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * What days are like, whatever their seed.
 *
 * @param cycles scheduled cycles, at least 40
 * @param orders that are submitted
 * @param faults that may strike
 * @param days their kinds
 * @param prices what trades
 */
record DaySettings(int cycles, int orders, Set<FaultKind> faults, Set<DayKind> days, DayPrices prices) {
    static final DaySettings STANDARD =
            new DaySettings(75, 8, EnumSet.allOf(FaultKind.class), EnumSet.allOf(DayKind.class), new RandomWalk());

    DaySettings {
        if (cycles < 40 || orders < 1 || days.isEmpty()) {
            throw new IllegalArgumentException("a day has 40 cycles or more and an order or more, not " + cycles
                    + " and " + orders + ", and a kind of " + days);
        }
        faults = Set.copyOf(faults);
        days = Set.copyOf(days);
    }

    DaySettings withFaults(Set<FaultKind> only) {
        return new DaySettings(cycles, orders, only, days, prices);
    }

    DaySettings withDays(Set<DayKind> only) {
        return new DaySettings(cycles, orders, faults, only, prices);
    }

    DaySettings withCycles(int number) {
        return new DaySettings(number, orders, faults, days, prices);
    }

    DaySettings withPrices(DayPrices other) {
        return new DaySettings(cycles, orders, faults, days, other);
    }
}
