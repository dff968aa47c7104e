package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.Laid;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, Long.getLong("days", 40)).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRandomDayKeepsEveryInvariant(long seed) {
        DayResult day = Simulation.standard().run(seed);

        assertThat(day.violation())
                .as(() -> day.faults() + "\n" + String.join("\n", day.story()))
                .isEmpty();
    }

    /** Nobody was exposed any more, and an order that a cycle had closed when it broke off was stored as open. */
    @Test
    void whatACycleThatBrokeOffHadChangedInMemoryIsReadAgain() {
        assertThat(Simulation.standard().run(11_814).violation()).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameDay() {
        Simulation simulation = Simulation.standard();

        assertThat(simulation.run(11)).isEqualTo(simulation.run(11)).isNotEqualTo(simulation.run(13));
    }

    @Test
    void eachOrderOfWhatMayRunAtOneInstantIsAnotherDayAndAlwaysTheSame() {
        Set<List<String>> traces = new HashSet<>();
        for (long order = 0; order < 4; order++) {
            List<String> trace = trace(Simulation.standard().withInterleaving(order));
            assertThat(trace(Simulation.standard().withInterleaving(order))).isEqualTo(trace);
            traces.add(trace);
        }
        traces.add(trace(Simulation.standard().firstComeFirstServed()));

        assertThat(traces).hasSize(5);
    }

    /** What a day asked of which line, in turn. */
    private static List<String> trace(Simulation simulation) {
        List<String> trace = new ArrayList<>();
        AtomicInteger lines = new AtomicInteger();
        DayResult day = simulation
                .withBroker(line -> new Traced(line, lines.incrementAndGet(), trace))
                .run(12);
        assertThat(day.violation()).isEmpty();
        return trace;
    }

    private static final class Traced extends BrokenLine {
        private final int number;
        private final List<String> trace;

        Traced(Broker line, int number, List<String> trace) {
            super(line);
            this.number = number;
            this.trace = trace;
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            trace.add(number + " reads");
            return line.orderBook();
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            trace.add(number + " places " + order);
            return line.place(order);
        }
    }

    @Test
    void whatDoesNotMatterIsLeftOutOfTheStoryOfAViolation() {
        DayResult day =
                Simulation.standard().withBroker(BrokenWrites.Doubled::new).shortest(3);

        assertThat(day.violation()).get().extracting(Violation::invariant).isEqualTo("P1");
        assertThat(day.faults())
                .as("no fault is needed to send everything twice")
                .isEmpty();
        assertThat(day.story())
                .as("it names the rule and the seed, and tells what happened as a person would")
                .anyMatch(line -> line.startsWith("P1 is broken (a tag stands for one order at the broker)"))
                .anyMatch(line -> line.contains("of seed 3"))
                .anyMatch(line -> line.equals("  nothing: it breaks without any fault"))
                .anyMatch(line -> line.contains("order 1 (key k") && line.contains(") is submitted for account"))
                .anyMatch(line -> line.contains("*** HERE P1 IS BROKEN"))
                .anyMatch(line -> line.contains("Submitted by the application: "))
                .anyMatch(line -> line.contains("PLACE t0k1e1"))
                .noneMatch(line ->
                        line.contains("FairPrices") || line.contains("OrderTerms[") || line.contains("userId="));
        assertThat(day.violation()).get().asString().startsWith("P1 on 23 Nov ").contains(" IST: ");
    }

    @Test
    void aBareOrderIsToldWithItsCycleAndWithoutDatesOfLongAgo() {
        DayResult day = BrokenSteps.steps(BrokenSteps::bare)
                .apply(Simulation.standard())
                .lookingFor(Set.of(Invariant.I7))
                .shortest(1);

        assertThat(day.violation())
                .get()
                .satisfies(violation ->
                        assertThat(violation.what()).contains("no stop was tried yet, and two cycles sent none"))
                .satisfies(violation -> assertThat(day.story())
                        .anyMatch(line -> line.matches(".* \\(monitoring of user \\d began\\)"))
                        .anyMatch(line -> line.contains("*** HERE I7 IS BROKEN IN CYCLE " + violation.cycle())));
    }

    @Test
    void aFaultIsToldInWordsAndWithItsDurationWhereItLasts() {
        DayResult day = Simulation.standard()
                .withFaults(Set.of(FaultKind.DEAF, FaultKind.MISSING_ROW))
                .tellingAll()
                .run(2);

        assertThat(day.violation()).isEmpty();
        assertThat(day.story()).first().isEqualTo("no invariant is broken");
        assertThat(day.story())
                .anyMatch(line ->
                        line.matches(".* DEAF \\(writes are done, replies and reads are lost\\) on account \\d for"
                                + " \\d+(\\.\\d+)? s"))
                .anyMatch(line -> line.matches(".* MISSING_ROW \\(one read lacks a row\\) on account \\d"));
    }

    @ParameterizedTest
    @EnumSource(DayKind.class)
    void eachKindOfDayKeepsEveryInvariant(DayKind kind) {
        Simulation simulation = Simulation.standard().withDays(Set.of(kind));
        for (long seed = 1; seed <= 3; seed++) {
            DayResult day = simulation.run(seed);
            assertThat(day.violation())
                    .as(() -> day.faults() + "\n" + String.join("\n", day.story()))
                    .isEmpty();
            if (kind == DayKind.MIDDLE) {
                assertThat(day.cycles()).isGreaterThanOrEqualTo(40);
            }
        }
    }

    @Test
    void aWholeSessionIsADay() {
        DayResult day = Simulation.standard()
                .withCycles(375)
                .withDays(Set.of(DayKind.MIDDLE))
                .run(1);

        assertThat(day.violation()).isEmpty();
        assertThat(day.cycles()).isGreaterThanOrEqualTo(375);
    }

    @Test
    void aUsersOwnStrategyAndStepAreHeldToTheInvariantsToo() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger stepped = new AtomicInteger();
        Simulation simulation = Simulation.standard()
                .withStrategy((rejected, market, requestKey) -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                })
                .withMonitor(builder -> builder.steps(steps -> steps.withEntries((scope, laid) -> {
                    stepped.incrementAndGet();
                    return new StepOutput.Done(StepNotes.NONE);
                })));
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(simulation.run(seed).violation()).isEmpty();
        }
        assertThat(asked).hasPositiveValue();
        assertThat(stepped).hasPositiveValue();
    }

    @Test
    void stepsThatReplaceTheStandardOnesAltogetherAreNotAccusedOfWhatTheyDidNot() {
        Simulation simulation = Simulation.standard()
                .withFaults(Set.of())
                .withMonitor(builder -> builder.steps(steps -> steps.withFetch(scope -> new BrokerData(
                                Map.of(),
                                scope.accounts().stream().map(Account::id).collect(Collectors.toSet()),
                                Set.of(),
                                Map.of(),
                                StepNotes.NONE))
                        .withReport((scope, found, whole) -> found)))
                .lookingFor(EnumSet.of(Invariant.P7, Invariant.P8));

        assertThat(simulation.run(1).violation()).isEmpty();
    }

    @Test
    void aStepThatHandsOnSomethingElseIsToldSoAndNobodyElseIsBlamed() {
        DayResult day = Simulation.standard()
                .withFaults(Set.of())
                .withMonitor(builder -> builder.steps(steps -> steps.withExits((scope, laid, updated) ->
                        steps.exits().place(scope, new Laid(laid.data(), laid.overlay()), updated))))
                .run(1);

        assertThat(day.violation()).get().satisfies(violation -> {
            assertThat(violation.invariant()).isEqualTo("P8");
            assertThat(violation.what())
                    .endsWith(": step 4 was given something else than this cycle's step 3 returned");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aUserMayHaveOtherNumbersOfAccountsAndOrders(int accounts) {
        Simulation simulation = Simulation.standard().withAccounts(accounts).withOrders(20);
        for (long seed = 1; seed <= 12; seed++) {
            assertThat(simulation.run(seed).violation()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aDayIsLongEnoughToCalmDown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.standard().withCycles(39))
                .withMessageContaining("40 cycles");
    }

    @Test
    void onlyTheFaultsThatAreWantedStrike() {
        Set<FaultKind> crashes = Set.of(FaultKind.CRASH);
        for (long seed = 1; seed <= 3; seed++) {
            DayResult day = Simulation.standard().withFaults(crashes).run(seed);
            assertThat(day.struck().keySet()).isEqualTo(crashes);
            assertThat(day.violation()).isEmpty();
        }
    }
}
