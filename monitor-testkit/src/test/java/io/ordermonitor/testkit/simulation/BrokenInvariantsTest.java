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
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each invariant is seen to fail: what breaks it, and that a simulated day without any other fault finds it. */
class BrokenInvariantsTest {
    private static final int DAYS = 12;

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
                arguments("M4", "prices are off the tick", broker(Offtick::new)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mutants")
    void aFaultOfTheMonitorIsFound(String invariant, String fault, UnaryOperator<Simulation> mutant) {
        Simulation faulty = mutant.apply(Simulation.standard().withFaults(Set.of()));
        Set<String> found = new TreeSet<>();
        for (long seed = 1; seed <= DAYS; seed++) {
            faulty.run(seed).violation().map(Violation::invariant).ifPresent(found::add);
        }
        assertThat(found).as(fault).contains(invariant);
    }

    private static UnaryOperator<Simulation> monitor(UnaryOperator<Monitor.Builder> change) {
        return simulation -> simulation.withMonitor(change);
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
        return SimulatedMarket.SHARES.stream()
                .filter(share -> share.id().equals(order.instrument()))
                .findFirst()
                .orElseThrow()
                .lotSize();
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
