package io.ordermonitor.testkit.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Days of many seeds in a row, some of them side by side. */
final class ManyDays {
    private final Simulation simulation;
    private final Consumer<DayResult> each;
    private final long end;
    private final Map<FaultKind, Long> struck = new EnumMap<>(FaultKind.class);
    private final TreeSet<Long> broken = new TreeSet<>();
    private long next;
    private long days;
    private long cycles;

    ManyDays(Simulation simulation, long firstSeed, long days, Consumer<DayResult> each) {
        if (days < 1) {
            throw new IllegalArgumentException("at least one day, not " + days);
        }
        this.simulation = simulation;
        this.each = each;
        this.next = firstSeed;
        this.end = Math.addExact(firstSeed, days);
    }

    /** A day that throws ends all, with what it threw. */
    DaysResult run(int threads) throws InterruptedException {
        ExecutorService drivers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(drivers.submit(this::drive));
            }
            for (Future<?> one : ends) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulated day could not be played", e.getCause());
        } finally {
            drivers.shutdownNow();
        }
        return result();
    }

    private void drive() {
        for (long seed = take(); seed < end; seed = take()) {
            ended(simulation.run(seed));
        }
    }

    private synchronized long take() {
        return next < end ? next++ : end;
    }

    private synchronized void ended(DayResult day) {
        days++;
        cycles += day.cycles();
        day.struck().forEach((kind, times) -> struck.merge(kind, (long) times, Long::sum));
        day.violation().ifPresent(violation -> broken.add(day.seed()));
        each.accept(day);
    }

    private synchronized DaysResult result() {
        return new DaysResult(days, cycles, struck, List.copyOf(broken));
    }
}
