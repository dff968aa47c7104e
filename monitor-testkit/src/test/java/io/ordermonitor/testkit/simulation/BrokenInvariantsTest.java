package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ordermonitor.Monitor;
import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each invariant is seen to fail: what breaks it, and that a simulated day without any other fault finds it. */
class BrokenInvariantsTest {
    private static final int DAYS = 12;

    /** Held to in every day, and not yet seen to be broken by a fault of ours. */
    private static final Set<Invariant> NOT_YET_BROKEN = EnumSet.of(
            Invariant.I4,
            Invariant.I7,
            Invariant.I8,
            Invariant.P3,
            Invariant.P5,
            Invariant.P6,
            Invariant.S1,
            Invariant.S2,
            Invariant.S3,
            Invariant.S4,
            Invariant.S6,
            Invariant.S7,
            Invariant.M3,
            Invariant.M5,
            Invariant.R1,
            Invariant.R2,
            Invariant.R3,
            Invariant.R4,
            Invariant.L3,
            Invariant.L4,
            Invariant.C1,
            Invariant.C2,
            Invariant.T3,
            Invariant.OBSERVE,
            Invariant.OTHERS);

    /** Of these a day says nothing: they are not checked here yet. */
    private static final Set<Invariant> NOT_CHECKED = EnumSet.of(Invariant.C3, Invariant.F4);

    static Stream<Arguments> mutants() {
        return Stream.of(
                arguments("I1", "no stop is placed at all", monitor(BrokenInvariantsTest::withoutExits)),
                arguments("I1", "stops are a lot too small", broker(line -> new Resized(line, -1))),
                arguments("I2", "stops are a lot too large", broker(line -> new Resized(line, 1))),
                arguments("I3", "cancellations are forgotten", broker(Forgetful::new)),
                arguments("I6", "slices are doubled in size", broker(Oversized::new)),
                arguments("P1", "placements are sent twice", broker(Doubled::new)),
                arguments("P2", "placements are sent under another tag", broker(Retagged::new)),
                arguments("M2", "modifications are sent twice", broker(Repeated::new)),
                arguments("M4", "prices are off the tick", broker(Offtick::new)),
                arguments(
                        "I5",
                        "no stop is placed, and other things are said",
                        monitor(Mutants.steps(Mutants::bareAndTalkative))),
                arguments("P7", "a cycle begins within a cycle", monitor(Mutants.steps(Mutants::nested))),
                arguments("P8", "steps 5 and 6 change places", monitor(Mutants.steps(Mutants::swapped))),
                arguments("M1", "entries follow prices that nobody published", monitor(Mutants.steps(Mutants::eager))),
                arguments("T1", "errors are kept from the user", lossy(monitor(Mutants.steps(Mutants::silent)))),
                arguments("T2", "what is told is not stored", stores(Mutants.orders(Mutants::storesNothing))),
                arguments("F1", "a unit is left that nobody holds", stores(Mutants.pnl(BrokenInvariantsTest::oneMore))),
                arguments("F2", "what is open has no value", stores(Mutants.pnl(BrokenInvariantsTest::worthless))),
                arguments("F3", "a rupee more is realised", stores(Mutants.pnl(BrokenInvariantsTest::richer))),
                arguments(
                        "L1",
                        "the broker is believed to take any number of writes",
                        broker(line -> new Mutants.Believed(line, Duration.ofSeconds(15), 100))),
                arguments("L2", "switches are not read", stores(Mutants.inputs(Mutants::readsNoSwitch))),
                arguments(
                        "L5",
                        "a login follows any failure",
                        with(Set.of(FaultKind.READ_INVALID), broker(Mutants.Impatient::new))),
                arguments(
                        "P4",
                        "nothing is given time to settle",
                        lossy(broker(line -> new Mutants.Believed(line, Duration.ZERO, 8)))),
                arguments(
                        "S5",
                        "nothing is given time to settle",
                        lossy(broker(line -> new Mutants.Believed(line, Duration.ZERO, 8)))),
                arguments(
                        "C4",
                        "what is unknown is never settled",
                        lossy(broker(line -> new Mutants.Believed(line, Duration.ofHours(9), 8)))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mutants")
    void aFaultOfTheMonitorIsFound(String invariant, String fault, UnaryOperator<Simulation> mutant) {
        Simulation faulty = mutant.apply(Simulation.standard().withFaults(Set.of()))
                .lookingFor(Set.of(Invariant.valueOf(invariant)));
        boolean found = false;
        for (long seed = 1; seed <= DAYS && !found; seed++) {
            found = faulty.run(seed).violation().isPresent();
        }
        assertThat(found).as(invariant + ": " + fault).isTrue();
    }

    @Test
    void everyInvariantIsInTheTableOrNamedAsMissing() {
        Set<Invariant> named = EnumSet.copyOf(NOT_YET_BROKEN);
        named.addAll(NOT_CHECKED);
        mutants().forEach(mutant -> named.add(Invariant.valueOf((String) mutant.get()[0])));

        assertThat(named).containsExactlyInAnyOrder(Invariant.values());
    }

    private static UnaryOperator<Simulation> monitor(UnaryOperator<Monitor.Builder> change) {
        return simulation -> simulation.withMonitor(change);
    }

    private static UnaryOperator<Simulation> stores(UnaryOperator<Stores> change) {
        return simulation -> simulation.withStores(change);
    }

    private static UnaryOperator<Simulation> with(Set<FaultKind> faults, UnaryOperator<Simulation> mutant) {
        return simulation -> mutant.apply(simulation.withFaults(faults));
    }

    /** With lines that lose calls and replies. */
    private static UnaryOperator<Simulation> lossy(UnaryOperator<Simulation> mutant) {
        return with(Set.of(FaultKind.REPLY_LOST_BEFORE, FaultKind.REPLY_LOST_AFTER, FaultKind.LATE_ARRIVAL), mutant);
    }

    private static PnlRow oneMore(PnlRow row) {
        return new PnlRow(row.key(), row.realised(), row.openQuantity() + 1, row.openValue(), row.multiplier());
    }

    private static PnlRow worthless(PnlRow row) {
        BigDecimal nothing = row.openValue().subtract(BigDecimal.ONE);
        return new PnlRow(row.key(), row.realised(), row.openQuantity(), nothing, row.multiplier());
    }

    private static PnlRow richer(PnlRow row) {
        BigDecimal more = row.realised().add(BigDecimal.ONE);
        return new PnlRow(row.key(), more, row.openQuantity(), row.openValue().add(BigDecimal.ONE), row.multiplier());
    }

    private static UnaryOperator<Simulation> broker(UnaryOperator<Broker> between) {
        return simulation -> simulation.withBroker(between);
    }

    private static Monitor.Builder withoutExits(Monitor.Builder builder) {
        return builder.steps(steps -> new Steps(
                steps.fetch(),
                steps.pnl(),
                steps.update(),
                (scope, laid, updated) -> new StepOutput.Done(StepNotes.NONE),
                steps.entries(),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report()));
    }

    private static PlaceOrder with(PlaceOrder order, String tag, OrderTerms terms) {
        return new PlaceOrder(tag, order.instrument(), order.side(), order.product(), terms);
    }

    private static boolean isStop(PlaceOrder order) {
        return order.tag().contains("s") && order.terms().type() == OrderType.STOPLIMIT;
    }

    private static int lot(PlaceOrder order) {
        return new RandomWalk().shares().of(order.instrument()).lotSize();
    }

    private static final class Resized extends BrokenLine {
        private final int lots;

        Resized(Broker line, int lots) {
            super(line);
            this.lots = lots;
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            int units = order.terms().quantity() + lots * lot(order);
            boolean fits = isStop(order) && units > 0;
            return line.place(fits ? with(order, order.tag(), order.terms().withQuantity(units)) : order);
        }
    }

    private static final class Forgetful extends BrokenLine {
        Forgetful(Broker line) {
            super(line);
        }

        @Override
        public WriteResult cancel(CancelOrder order) {
            return new WriteResult.Accepted(order.brokerOrderId());
        }
    }

    private static final class Oversized extends BrokenLine {
        Oversized(Broker line) {
            super(line);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            int units = order.terms().quantity();
            return line.place(
                    units == 520 ? with(order, order.tag(), order.terms().withQuantity(2 * units)) : order);
        }
    }

    private static final class Doubled extends BrokenLine {
        Doubled(Broker line) {
            super(line);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            line.place(order);
            return line.place(order);
        }
    }

    private static final class Retagged extends BrokenLine {
        Retagged(Broker line) {
            super(line);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            return line.place(with(order, order.tag() + "x", order.terms()));
        }
    }

    private static final class Repeated extends BrokenLine {
        Repeated(Broker line) {
            super(line);
        }

        @Override
        public WriteResult modify(ModifyOrder order) {
            line.modify(order);
            line.orderBook();
            return line.modify(order);
        }
    }

    private static final class Offtick extends BrokenLine {
        Offtick(Broker line) {
            super(line);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            OrderTerms terms = order.terms();
            return line.place(with(
                    order,
                    order.tag(),
                    new OrderTerms(
                            terms.type(), terms.quantity(), off(terms.limitPrice()), off(terms.triggerPrice()))));
        }

        private static @Nullable BigDecimal off(@Nullable BigDecimal price) {
            return price == null ? null : price.add(new BigDecimal("0.01"));
        }
    }
}
