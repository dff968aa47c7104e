package io.ordermonitor.testkit.simulation;

import static io.ordermonitor.testkit.simulation.BrokenSteps.silentOn;
import static io.ordermonitor.testkit.simulation.BrokenSteps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.order.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each invariant is seen to fail: what breaks it, and that a simulated day finds it. */
class BrokenInvariantsTest {
    private static final Duration LONG = Duration.ofHours(9);

    static List<Mutant> mutants() {
        return List.of(
                Mutant.of(Invariant.I1, "no stop is placed at all", steps(BrokenSteps::bare)),
                Mutant.of(Invariant.I1, "stops are a lot too small", BrokenWrites.resized(-1)),
                Mutant.of(Invariant.I2, "stops are a lot too large", BrokenWrites.resized(1)),
                Mutant.of(
                                Invariant.I2,
                                "a stop is placed beside one that is still being cancelled",
                                line(BrokenReads.Hasty::new))
                        .likely(3)
                        .among(FaultKind.MODIFY_REFUSED, FaultKind.REPLY_LOST_BEFORE, FaultKind.BOOK_LAG),
                Mutant.of(Invariant.I3, "cancellations are forgotten", line(BrokenWrites.Forgetful::new)),
                Mutant.of(
                                Invariant.I4,
                                "a sibling is not cancelled, and nobody says that both have filled",
                                all(
                                        line(BrokenWrites.Forgetful::new),
                                        simulation -> simulation.withMonitor(BrokenSteps::leavesExcess)))
                        .likely(2),
                Mutant.of(Invariant.I4, "what was sold too much is bought twice", BrokenWrites.flattensTwice())
                        .likely(2),
                Mutant.of(
                        Invariant.I5,
                        "no stop is placed, and other things are said",
                        steps(BrokenSteps::bareAndTalkative)),
                Mutant.of(
                        Invariant.I5,
                        "no stop is placed, and something else is said of the order",
                        steps(BrokenSteps::bareAndBeside)),
                Mutant.of(Invariant.I6, "slices are doubled in size", BrokenWrites.oversized())
                        .likely(2),
                Mutant.of(Invariant.I7, "refused stops are kept from the user", steps(silentOn(Code.UNPROTECTED)))
                        .likely(4)
                        .among(FaultKind.STOP_REFUSED),
                Mutant.of(
                                Invariant.I7,
                                "stops that are turned down after they were queued are kept from the user",
                                steps(silentOn(Code.UNPROTECTED)))
                        .likely(4)
                        .among(FaultKind.TURNED_DOWN),
                Mutant.of(Invariant.I7, "what was refused once is not tried again", line(BrokenWrites.Discouraged::new))
                        .likely(4)
                        .among(FaultKind.STOP_REFUSED),
                Mutant.of(Invariant.I8, "positions are never seen", BrokenReads.seesNoPosition()),
                Mutant.of(Invariant.I8, "a unit more is taken to be closed by others", BrokenStores.losesUnits())
                        .among(FaultKind.TRADE_BY_HAND),
                Mutant.of(Invariant.P1, "placements are sent twice", line(BrokenWrites.Doubled::new)),
                Mutant.of(Invariant.P2, "placements are sent under another tag", BrokenWrites.retagged()),
                Mutant.of(Invariant.P3, "each process has an installation id of its own", BrokenStores.renamesItself())
                        .among(FaultKind.CRASH),
                lossy(Mutant.of(Invariant.P4, "nothing is given time to settle", believed(Duration.ZERO, 8))
                        .likely(4)),
                Mutant.of(Invariant.P5, "a request that comes again is not known", BrokenStores.forgetsKeys())
                        .likely(13)
                        .among(FaultKind.CRASH, FaultKind.DATABASE_LOSES_REPLY, FaultKind.LOOP_STOPPED),
                Mutant.of(
                                Invariant.P6,
                                "a book that cannot be read is taken to be as it was",
                                line(BrokenReads.Trusting::new))
                        .likely(4)
                        .among(FaultKind.READ_INVALID),
                Mutant.of(
                                Invariant.P6,
                                "positions that cannot be read are taken to be as they were",
                                line(BrokenReads.TrustingPositions::new))
                        .among(FaultKind.POSITIONS_FAIL),
                Mutant.of(Invariant.P6, "positions that make no sense are taken for none", BrokenReads.understandsAll())
                        .among(FaultKind.QUARANTINED_POSITION),
                Mutant.of(Invariant.P7, "who lost the user records on", BrokenStores.recordsAnyway())
                        .among(FaultKind.TAKEOVER, FaultKind.TWO_BELIEVE),
                Mutant.of(Invariant.P7, "a cycle begins within a cycle", steps(BrokenSteps::nested)),
                Mutant.of(Invariant.P8, "steps 5 and 6 change places", steps(BrokenSteps::swapped)),
                Mutant.of(Invariant.S1, "what is stored as filled falls again", BrokenStores.takesFillsBack()),
                Mutant.of(
                                Invariant.S2,
                                "what changes after its end is kept from the user",
                                steps(silentOn(Code.TERMINAL_CHANGED)))
                        .among(FaultKind.FILL_AFTER_CANCEL),
                Mutant.of(
                                Invariant.S3,
                                "what is cancelled is stored as if nothing had filled",
                                BrokenStores.forgetsParts())
                        .among(FaultKind.CANCELLED_AFTER_PARTIAL),
                Mutant.of(Invariant.S4, "an unknown status is taken for an end", BrokenReads.unknownIsOver())
                        .likely(4)
                        .among(FaultKind.UNKNOWN_STATUS),
                lossy(Mutant.of(Invariant.S5, "nothing is given time to settle", believed(Duration.ZERO, 8))
                        .likely(2)),
                lossy(Mutant.of(Invariant.S6, "a row is stored without its outcome", BrokenStores.forgetsOutcomes())),
                Mutant.of(Invariant.S7, "what lives fills with each reading", BrokenReads.countsAgain()),
                Mutant.of(Invariant.M1, "entries follow prices that nobody published", steps(BrokenSteps::eager)),
                Mutant.of(
                        Invariant.M1,
                        "entries are followed further than the fair price",
                        line(BrokenWrites.Overeager::new)),
                Mutant.of(Invariant.M2, "modifications are sent twice", line(BrokenWrites.Repeated::new)),
                Mutant.of(Invariant.M3, "stops are placed further away", BrokenWrites.misplacedStops()),
                Mutant.of(Invariant.M4, "prices are off the tick", BrokenWrites.offTick()),
                Mutant.of(Invariant.M5, "what is to be cancelled is taken to have ended", line(BrokenReads.Hasty::new))
                        .likely(69)
                        .among(FaultKind.MODIFY_REFUSED, FaultKind.REPLY_LOST_BEFORE, FaultKind.BOOK_LAG),
                Mutant.of(Invariant.R1, "the archive lacks what was sent", BrokenStores.archivesHalf())
                        .among(FaultKind.TURNED_DOWN),
                Mutant.of(Invariant.R2, "a permission is taken to be given", BrokenAnswers.readsNoPermission())
                        .among(FaultKind.TURNED_DOWN),
                Mutant.of(Invariant.R2, "attempts are not counted", BrokenAnswers.countsNoAttempts())
                        .among(FaultKind.HALT),
                Mutant.of(Invariant.R3, "what is placed anew has twice the units", BrokenAnswers.regeneratesTwice())
                        .among(FaultKind.TURNED_DOWN),
                Mutant.of(Invariant.R4, "an entry that waits is taken for rejected", BrokenReads.waitingIsRejected()),
                Mutant.of(
                                Invariant.L1,
                                "the broker is believed to take any number of writes",
                                believed(Duration.ofSeconds(15), 100))
                        .likely(3),
                Mutant.of(Invariant.L2, "switches are not read", BrokenAnswers.readsNoSwitch())
                        .likely(10),
                Mutant.of(
                                Invariant.L3,
                                "the market is taken to be always open",
                                simulation -> simulation.withMonitor(BrokenSteps::sleepless))
                        .on(DayKind.OVERNIGHT),
                Mutant.of(
                                Invariant.L4,
                                "one account that fails stops the protection of all",
                                steps(BrokenSteps::allOrNothing))
                        .likely(3)
                        .among(FaultKind.READ_INVALID, FaultKind.OUTAGE),
                Mutant.of(
                                Invariant.L4,
                                "positions that fail are kept from the user",
                                steps(silentOn(Code.BROKER_UNREACHABLE)))
                        .among(FaultKind.POSITIONS_FAIL),
                Mutant.of(Invariant.L5, "a login follows any failure", line(BrokenReads.Impatient::new))
                        .among(FaultKind.READ_INVALID),
                Mutant.of(Invariant.C1, "live stops are written to as they are", line(BrokenReads.Restless::new)),
                Mutant.of(Invariant.C1, "orders are stored anew with each cycle", BrokenStores.storesAnew()),
                Mutant.of(Invariant.C2, "what exits filled is not stored", BrokenStores.forgetsExits()),
                Mutant.of(Invariant.C2, "cancellations are forgotten", line(BrokenWrites.Forgetful::new)),
                Mutant.of(Invariant.C4, "what is stored was never recorded", BrokenStores.recordsNothing()),
                lossy(Mutant.of(Invariant.C4, "what is unknown is never settled", believed(LONG, 8))
                        .likely(2)),
                Mutant.of(Invariant.F1, "a unit is left that nobody holds", BrokenAnswers.holdsOneMore()),
                Mutant.of(Invariant.F2, "what is open has another value", BrokenAnswers.valuesLess()),
                Mutant.of(Invariant.F3, "a rupee more is realised", BrokenAnswers.realisesMore()),
                lossy(Mutant.of(Invariant.T1, "errors are kept from the user", steps(BrokenSteps::silent))),
                Mutant.of(Invariant.T2, "what is told is not stored", BrokenStores.storesNothing()),
                Mutant.of(Invariant.T2, "that an order is over is told and not stored", BrokenStores.storesNoEnd()),
                Mutant.of(Invariant.T3, "what was accepted is recorded as not sent", BrokenStores.recordsNotSent()),
                Mutant.of(Invariant.T3, "writes are recorded without a cause", BrokenStores.forgetsCauses()),
                Mutant.of(Invariant.OBSERVE, "every account is taken to be armed", BrokenAnswers.readsNoMode())
                        .on(DayKind.OBSERVED),
                Mutant.of(Invariant.OTHERS, "what is found for one user is told to all", steps(BrokenSteps::gossiping))
                        .likely(4)
                        .among(FaultKind.RECONNECT, FaultKind.NOT_SENT));
    }

    /** What a single day cannot show, and where it is held and seen to fail. */
    private static Map<Invariant, Path> elsewhere() {
        Path modules = Path.of("..");
        return Map.of(
                Invariant.C3, test(modules.resolve("monitor-testkit"), ShuffledDaysTest.class.getName()),
                Invariant.F4, test(modules.resolve("monitor-core"), "io.ordermonitor.ArchitectureTest"));
    }

    private static Path test(Path module, String name) {
        return module.resolve("src/test/java").resolve(name.replace('.', '/') + ".java");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aFaultOfTheMonitorIsFound(Mutant mutant) {
        OptionalLong seed = mutant.found();

        assertThat(seed).as("the seed of a day that finds it").isPresent();
        assertThat(mutant.sound().run(seed.getAsLong()).violation())
                .as("the same day of a sound monitor")
                .isEmpty();
    }

    @Test
    void theTestsThatHoldWhatASingleDayCannotShowAreThere() {
        assertThat(elsewhere().values()).allSatisfy(test -> assertThat(test).isRegularFile());
    }

    @Test
    void everyInvariantIsInTheTableOrHeldElsewhere() {
        assertThat(elsewhere().keySet()).doesNotContainAnyElementsOf(Mutant.named(mutants()));
        assertThat(Stream.concat(Mutant.named(mutants()).stream(), elsewhere().keySet().stream()))
                .containsExactlyInAnyOrder(Invariant.values());
    }

    private static UnaryOperator<Simulation> line(UnaryOperator<Broker> between) {
        return simulation -> simulation.withBroker(between);
    }

    private static UnaryOperator<Simulation> believed(Duration settle, int perSecond) {
        return line(broker -> new BrokenReads.Believed(broker, settle, perSecond));
    }

    @SafeVarargs
    private static UnaryOperator<Simulation> all(UnaryOperator<Simulation>... changes) {
        return simulation -> {
            Simulation changed = simulation;
            for (UnaryOperator<Simulation> change : changes) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }

    /** Where calls and replies are lost. */
    private static Mutant lossy(Mutant mutant) {
        return mutant.among(FaultKind.REPLY_LOST_BEFORE, FaultKind.REPLY_LOST_AFTER, FaultKind.LATE_ARRIVAL);
    }
}
