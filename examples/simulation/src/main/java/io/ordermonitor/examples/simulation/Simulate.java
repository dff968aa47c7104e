package io.ordermonitor.examples.simulation;

import io.ordermonitor.testkit.simulation.DayKind;
import io.ordermonitor.testkit.simulation.DayResult;
import io.ordermonitor.testkit.simulation.DaysResult;
import io.ordermonitor.testkit.simulation.FaultKind;
import io.ordermonitor.testkit.simulation.Simulation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates days of many seeds. Exit code 0: no invariant was broken; 1: one was; 2: a wrong option. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Simulates trading days of a real monitor at a paper exchange, with faults of broker, line, database and"
                    + " process, and holds each cycle to the invariants. The same seed gives the same day.",
            "Prints what was broken with its seed, the fewest faults that break it, and the story of the order."
        },
        footer = {
            "",
            "Examples:",
            "  --days 1000                        a thousand days",
            "  --days 1000 --cycles 375           of full length",
            "  --days 1000 --recorded             on recorded prices",
            "  --first 4711 --days 1              one day again",
            "  --days 1000 --faults none --polled how long fills wait for their stops without order events"
        })
public final class Simulate implements Callable<Integer> {
    private static final long PROGRESS = 20;

    /** What goes wrong in the days. */
    enum Faults {
        all,
        none
    }

    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--days", defaultValue = "100", description = "How many (default: ${DEFAULT-VALUE}).")
    private long days;

    @Option(names = "--first", defaultValue = "1", description = "The first day's seed (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(
            names = "--cycles",
            defaultValue = "75",
            description = "Scheduled cycles a day, at least 40 (default: ${DEFAULT-VALUE}).")
    private int cycles;

    @Option(names = "--threads", description = "Days side by side (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--faults",
            defaultValue = "all",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Faults faults = Faults.all;

    @Option(names = "--kinds", split = ",", description = "${COMPLETION-CANDIDATES} (default: all, most are MIDDLE).")
    private Set<DayKind> kinds = EnumSet.allOf(DayKind.class);

    @Option(
            names = "--interleaving",
            defaultValue = "0",
            description = "Which order of what may run at one instant (default: ${DEFAULT-VALUE}).")
    private long interleaving;

    @Option(names = "--recorded", description = "On the recorded prices that ship, in place of random walks.")
    private boolean recorded;

    @Option(names = "--polled", description = "The brokers push no order events.")
    private boolean polled;

    private final BareFigures bare = new BareFigures();
    private long ended;
    private long broken;
    private long full;

    Simulate(Clock clock, PrintWriter out, PrintWriter err) {
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(command(
                        Clock.systemUTC(),
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    static CommandLine command(Clock clock, PrintWriter out, PrintWriter err) {
        return new CommandLine(new Simulate(clock, out, err)).setOut(out).setErr(err);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (days < 1 || threads < 1 || cycles < 40) {
            err.println("--days and --threads are at least 1, --cycles at least 40");
            return 2;
        }
        Simulation simulation = simulation();
        out.printf(
                "%,d days of %d cycles, seeds %d to %d, %d side by side%n",
                days, cycles, first, first + days - 1, threads);
        Instant begin = clock.instant();
        DaysResult result = simulation.run(first, days, threads, day -> heard(day, simulation, begin));
        Duration took = Duration.between(begin, clock.instant());
        out.printf(
                "%,d days, %,d cycles, in %s: %s%n",
                result.days(),
                result.cycles(),
                spoken(took),
                result.broken().isEmpty()
                        ? "no invariant was broken"
                        : "broken on the days of seeds " + result.broken());
        out.printf("%,d of them had %d cycles or more%n", full, cycles);
        out.println("how often each fault struck: " + new TreeMap<>(result.struck()));
        bare.tell(out);
        out.flush();
        return result.broken().isEmpty() ? 0 : 1;
    }

    private Simulation simulation() {
        Simulation walked =
                Simulation.standard().withCycles(cycles).withDays(kinds).withInterleaving(interleaving);
        Simulation standard = recorded ? walked.withBars(RecordedPrices.instruments(), RecordedPrices.bars()) : walked;
        Simulation harmed = faults == Faults.all ? standard : standard.withFaults(Set.<FaultKind>of());
        return polled ? harmed.withoutOrderEvents() : harmed;
    }

    private void heard(DayResult day, Simulation simulation, Instant begin) {
        ended++;
        full += day.cycles() >= cycles ? 1 : 0;
        bare.add(day.bare(), day.stillBare());
        day.violation().ifPresent(violation -> {
            broken++;
            DayResult shortest = simulation.shortest(day.seed());
            out.println("seed " + day.seed() + " breaks " + shortest.violation().orElse(violation));
            shortest.story().forEach(line -> out.println("  " + line));
            out.flush();
        });
        if (ended % Math.max(1, days / PROGRESS) == 0) {
            out.printf(
                    "%,d days after %s, %d broken%n", ended, spoken(Duration.between(begin, clock.instant())), broken);
            out.flush();
        }
    }

    private static String spoken(Duration took) {
        return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }
}
