package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(day.cycles()).isGreaterThanOrEqualTo(40);
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
