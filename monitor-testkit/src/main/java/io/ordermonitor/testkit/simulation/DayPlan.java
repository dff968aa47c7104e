package io.ordermonitor.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * All that is to happen in one day, from its seed. Nothing of it depends on what else is in it.
 *
 * @param isLax the book may lag, and writes may arrive, later than the settle window
 */
record DayPlan(long seed, Duration length, boolean isLax, List<Act> acts, List<PlannedFault> faults) {
    /** From the last fault to the end: all must be well by then. */
    static final Duration TAIL = Duration.ofMinutes(14);

    private static final int SETTLE_SECONDS = 15;
    private static final List<Long> ACCOUNTS = List.of(1L, 2L);

    DayPlan {
        acts = List.copyOf(acts);
        faults = List.copyOf(faults);
    }

    static DayPlan of(long seed, int cycles, int orders, Set<FaultKind> kinds) {
        boolean lax = seed % 2 == 0;
        Duration length = Duration.ofMinutes(cycles);
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        long seconds = length.minus(TAIL).toSeconds();
        List<Act> acts = acts(random, seconds, orders);
        List<PlannedFault> faults = new ArrayList<>();
        List<FaultKind> possible =
                List.of(FaultKind.values()).stream().filter(kinds::contains).toList();
        int count = possible.isEmpty() ? 0 : 4 + random.nextInt(Math.max(1, cycles / 5));
        for (int i = 0; i < count; i++) {
            faults.add(fault(random, possible.get(random.nextInt(possible.size())), seconds, lax));
        }
        return new DayPlan(seed, length, lax, acts, faults);
    }

    private static List<Act> acts(Random random, long seconds, int orders) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            acts.add(new Act.Submit(within(random, i == 0 ? 60 : seconds - 120), shape(random, "k" + i)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            acts.add(new Act.Amend(within(random, seconds), random.nextInt(1000)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            acts.add(new Act.Cancel(within(random, seconds), random.nextInt(1000)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            acts.add(new Act.Exit(within(random, seconds), random.nextInt(1000)));
        }
        for (long at = 20; at < seconds; at += 55) {
            acts.add(new Act.FairPrices(Duration.ofSeconds(at), random.nextInt(1000)));
        }
        if (random.nextInt(5) == 0) {
            long from = random.nextLong(seconds);
            acts.add(new Act.StopEntries(Duration.ofSeconds(from), true));
            acts.add(new Act.StopEntries(Duration.ofSeconds(from + random.nextLong(900)), false));
        }
        acts.sort(Act.BY_TIME);
        return acts;
    }

    private static Act.Shape shape(Random random, String key) {
        return new Act.Shape(
                ACCOUNTS.get(random.nextInt(ACCOUNTS.size())),
                random.nextInt(SimulatedMarket.SHARES.size()),
                random.nextInt(3) > 0,
                1 + random.nextInt(random.nextInt(6) == 0 ? 60 : 8),
                random.nextInt(10),
                1 + random.nextInt(40),
                10 + random.nextInt(120),
                random.nextInt(5) == 0 ? 0 : 10 + random.nextInt(150),
                random.nextBoolean(),
                key);
    }

    private static PlannedFault fault(Random random, FaultKind kind, long seconds, boolean lax) {
        long account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        Duration lasting = switch (kind) {
            case LATE_ARRIVAL -> Duration.ofMillis(200 + random.nextInt(1000 * (lax ? 60 : SETTLE_SECONDS - 4)));
            case BOOK_LAG -> Duration.ofSeconds(1 + random.nextInt(lax ? 60 : SETTLE_SECONDS - 4));
            case PAUSE -> Duration.ofMillis(100 + random.nextInt(14_000));
            case TAKEOVER, LEASE_LAPSES -> Duration.ofSeconds(17 + random.nextInt(60));
            case CRASH -> Duration.ofSeconds(1 + random.nextInt(90));
            default -> Duration.ofSeconds(1 + random.nextInt(240));
        };
        int pick = kind == FaultKind.CRASH ? random.nextInt(60) : random.nextInt(1000);
        return new PlannedFault(kind, within(random, seconds - 240), account, lasting, pick);
    }

    private static Duration within(Random random, long seconds) {
        return Duration.ofMillis(1000 + random.nextLong(Math.max(1, seconds * 1000)));
    }

    /** The same day without one of its faults. */
    DayPlan withoutFault(int index) {
        List<PlannedFault> fewer = new ArrayList<>(faults);
        fewer.remove(index);
        return new DayPlan(seed, length, isLax, acts, fewer);
    }

    /** The same day without one of its acts. */
    DayPlan withoutAct(int index) {
        List<Act> fewer = new ArrayList<>(acts);
        fewer.remove(index);
        return new DayPlan(seed, length, isLax, fewer, faults);
    }
}
