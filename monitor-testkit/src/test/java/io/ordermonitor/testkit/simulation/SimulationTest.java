package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.cycle.Steps;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    void whatDoesNotMatterIsLeftOutOfTheStoryOfAViolation() {
        DayResult day = Simulation.standard().withBroker(Doubling::new).shortest(3);

        assertThat(day.violation()).get().extracting(Violation::invariant).isEqualTo("P1");
        assertThat(day.faults())
                .as("no fault is needed to send everything twice")
                .isEmpty();
        assertThat(day.story()).anyMatch(line -> line.contains("PLACE"));
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
                .withMonitor(builder -> builder.strategy("simulated", (rejected, market, requestKey) -> {
                            asked.incrementAndGet();
                            return Optional.empty();
                        })
                        .steps(steps -> new Steps(
                                steps.fetch(),
                                steps.pnl(),
                                steps.update(),
                                steps.exits(),
                                (scope, laid) -> {
                                    stepped.incrementAndGet();
                                    return new StepOutput.Done(StepNotes.NONE);
                                },
                                steps.stops(),
                                steps.rejected(),
                                steps.regenerate(),
                                steps.place(),
                                steps.report())));
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(simulation.run(seed).violation()).isEmpty();
        }
        assertThat(asked).hasPositiveValue();
        assertThat(stepped).hasPositiveValue();
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

    private static final class Doubling extends BrokenLine {
        Doubling(Broker line) {
            super(line);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            line.place(order);
            return line.place(order);
        }
    }
}
