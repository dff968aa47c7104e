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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
            "  --first 4711 --days 1 --story      one day again, and all that happened on it",
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
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); --list-faults says what they are.")
    private Faults faults = Faults.all;

    @Option(
            names = "--kinds",
            split = ",",
            description = {
                "Which part of trading the days show (default: all, most are MIDDLE).",
                "MIDDLE: from five minutes after the opening on;",
                "CLOSE: the end of a day, with the broker's square-off and the closing auction;",
                "OVERNIGHT: the end of a day and the morning of the next;",
                "OBSERVED: as MIDDLE, an account is observed at first and armed later."
            })
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

    @Option(names = "--story", description = "Tells all that happened; with --days 1 only.")
    private boolean story;

    @Option(names = "--list-faults", description = "Says what the names of the faults mean, and ends.")
    private boolean listsFaults;

    @Spec
    private @Nullable CommandSpec spec;

    private final BareFigures bare = new BareFigures();
    private long ended;
    private long broken;
    private long full;

    Simulate(Clock clock, PrintWriter out) {
        this.clock = clock;
        this.out = out;
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
        return new CommandLine(new Simulate(clock, out))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((wrong, args) -> {
                    err.println("--help says which options there are");
                    err.println(wrong.getMessage());
                    return CommandLine.ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        if (listsFaults) {
            for (FaultKind kind : FaultKind.values()) {
                out.printf("%-24s%s%n", kind, kind.sentence());
            }
            out.flush();
            return 0;
        }
        check();
        Simulation simulation = simulation();
        out.printf(
                "%s of %d cycles, %s%n",
                days(days),
                cycles,
                days == 1
                        ? "seed " + first
                        : "seeds " + first + " to " + (first + days - 1) + ", " + threads + " side by side");
        Instant begin = clock.instant();
        DaysResult result = simulation.run(first, days, threads, day -> heard(day, simulation, begin));
        Duration took = Duration.between(begin, clock.instant());
        out.printf(
                "%s, %,d cycles, in %s: %s%n",
                days(result.days()),
                result.cycles(),
                spoken(took),
                result.broken().isEmpty()
                        ? "no invariant was broken"
                        : "broken on the days of seeds " + result.broken());
        out.printf(
                "%,d of them had %d cycles or more, those at fills counted; a user's cycles rest while nothing of his is"
                        + " open or working, and at night%n",
                full, cycles);
        out.println(
                result.struck().isEmpty()
                        ? "no fault struck"
                        : "how often each fault struck: " + new TreeMap<>(result.struck()));
        bare.tell(out);
        out.flush();
        return result.broken().isEmpty() ? 0 : 1;
    }

    private void check() {
        check(days >= 1, "--days is at least 1, not " + days);
        check(threads >= 1, "--threads is at least 1, not " + threads);
        check(cycles >= 40, "--cycles is at least 40, not " + cycles);
        check(!story || days == 1, "--story tells one day: with --days 1, not " + days);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), otherwise);
        }
    }

    private static String days(long number) {
        return number == 1 ? "1 day" : "%,d days".formatted(number);
    }

    private Simulation simulation() {
        Simulation walked =
                Simulation.standard().withCycles(cycles).withDays(kinds).withInterleaving(interleaving);
        Simulation standard = recorded ? walked.withBars(RecordedPrices.instruments(), RecordedPrices.bars()) : walked;
        Simulation harmed = faults == Faults.all ? standard : standard.withFaults(Set.<FaultKind>of());
        Simulation pushed = story ? harmed.tellingAll() : harmed;
        return polled ? pushed.withoutOrderEvents() : pushed;
    }

    private void heard(DayResult day, Simulation simulation, Instant begin) {
        ended++;
        full += day.cycles() >= cycles ? 1 : 0;
        bare.add(day);
        if (story && day.violation().isEmpty()) {
            day.story().forEach(out::println);
        }
        day.violation().ifPresent(violation -> {
            broken++;
            DayResult shortest = simulation.shortest(day.seed());
            out.println("seed " + day.seed() + " breaks " + shortest.violation().orElse(violation));
            shortest.story().forEach(line -> out.println("  " + line));
            out.flush();
        });
        if (ended % Math.max(1, days / PROGRESS) == 0) {
            out.printf(
                    "%s after %s, %d broken%n", days(ended), spoken(Duration.between(begin, clock.instant())), broken);
            out.flush();
        }
    }

    private static String spoken(Duration took) {
        return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }
}
