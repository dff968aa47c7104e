package io.ordermonitor.testkit.simulation;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What days are like, whatever their seed.
 *
 * @param cycles scheduled cycles, at least 40
 * @param orders that are submitted
 * @param accounts of the first user, 1 to 10; the second has one more, in a share of the days
 * @param faults that may strike
 * @param days their kinds
 * @param prices what trades
 * @param interleaving with the seed: in which order runs what may run at one instant; null: first come, first served
 */
record DaySettings(
        int cycles,
        int orders,
        int accounts,
        Set<FaultKind> faults,
        Set<DayKind> days,
        DayPrices prices,
        @Nullable Long interleaving) {
    static final DaySettings STANDARD = new DaySettings(
            75, 8, 2, EnumSet.allOf(FaultKind.class), EnumSet.allOf(DayKind.class), new RandomWalk(), 0L);

    DaySettings {
        if (cycles < 40 || orders < 1 || days.isEmpty()) {
            throw new IllegalArgumentException("a day has 40 cycles or more and an order or more, not " + cycles
                    + " and " + orders + ", and a kind of " + days);
        }
        if (accounts < 1 || accounts > 10) {
            throw new IllegalArgumentException("a user has 1 to 10 accounts, not " + accounts);
        }
        faults = Set.copyOf(faults);
        days = Set.copyOf(days);
    }

    DaySettings withFaults(Set<FaultKind> only) {
        return new DaySettings(cycles, orders, accounts, only, days, prices, interleaving);
    }

    DaySettings withDays(Set<DayKind> only) {
        return new DaySettings(cycles, orders, accounts, faults, only, prices, interleaving);
    }

    DaySettings withCycles(int number) {
        return new DaySettings(number, orders, accounts, faults, days, prices, interleaving);
    }

    DaySettings withOrders(int number) {
        return new DaySettings(cycles, number, accounts, faults, days, prices, interleaving);
    }

    DaySettings withAccounts(int number) {
        return new DaySettings(cycles, orders, number, faults, days, prices, interleaving);
    }

    DaySettings withInterleaving(@Nullable Long other) {
        return new DaySettings(cycles, orders, accounts, faults, days, prices, other);
    }

    DaySettings withPrices(DayPrices other) {
        return new DaySettings(cycles, orders, accounts, faults, days, other, interleaving);
    }
}
