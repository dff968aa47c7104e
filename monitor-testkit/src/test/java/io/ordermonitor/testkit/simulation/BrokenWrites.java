package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Monitors that send something else than they decided. */
final class BrokenWrites {
    private BrokenWrites() {}

    private static PlaceOrder with(PlaceOrder order, String tag, OrderTerms terms) {
        return new PlaceOrder(tag, order.instrument(), order.side(), order.product(), terms);
    }

    private static boolean isStop(PlaceOrder order) {
        return order.tag().contains("s") && order.terms().type() == OrderType.STOPLIMIT;
    }

    private static UnaryOperator<Simulation> placing(UnaryOperator<PlaceOrder> wrong) {
        return simulation -> simulation.withBroker(line -> new BrokenLine(line) {
            @Override
            public WriteResult place(PlaceOrder order) {
                return line.place(wrong.apply(order));
            }
        });
    }

    /** Stops are so many lots larger. */
    static UnaryOperator<Simulation> resized(int lots) {
        return placing(order -> {
            int units = order.terms().quantity()
                    + lots * new RandomWalk().shares().of(order.instrument()).lotSize();
            boolean fits = isStop(order) && units > 0;
            return fits ? with(order, order.tag(), order.terms().withQuantity(units)) : order;
        });
    }

    /** Slices are doubled in size. */
    static UnaryOperator<Simulation> oversized() {
        return placing(order -> {
            int units = order.terms().quantity();
            return units == 520 ? with(order, order.tag(), order.terms().withQuantity(2 * units)) : order;
        });
    }

    /** Cancellations are forgotten, and what exits fill too much is made good twice. */
    static UnaryOperator<Simulation> flattensTwice() {
        return simulation -> simulation.withBroker(line -> new BrokenLine(new Forgetful(line)) {
            @Override
            public WriteResult place(PlaceOrder order) {
                int twice = 2 * order.terms().quantity();
                boolean flattens = order.tag().contains("f");
                return super.place(
                        flattens ? with(order, order.tag(), order.terms().withQuantity(twice)) : order);
            }
        });
    }

    /** Placements go out under another tag. */
    static UnaryOperator<Simulation> retagged() {
        return placing(order -> with(order, order.tag() + "x", order.terms()));
    }

    /** Prices are off the tick. */
    static UnaryOperator<Simulation> offTick() {
        return placing(order -> with(order, order.tag(), moved(order.terms(), new BigDecimal("0.01"))));
    }

    /** Stops wait five rupees further away from the market, or nearer to it. */
    static UnaryOperator<Simulation> misplacedStops() {
        return placing(order -> isStop(order)
                ? with(
                        order,
                        order.tag(),
                        moved(order.terms(), new BigDecimal(5 * order.side().sign())))
                : order);
    }

    private static OrderTerms moved(OrderTerms terms, BigDecimal by) {
        return new OrderTerms(
                terms.type(), terms.quantity(), moved(terms.limitPrice(), by), moved(terms.triggerPrice(), by));
    }

    private static @Nullable BigDecimal moved(@Nullable BigDecimal price, BigDecimal by) {
        return price == null ? null : price.add(by);
    }

    /** Cancellations are forgotten. */
    static final class Forgetful extends BrokenLine {
        Forgetful(Broker line) {
            super(line);
        }

        @Override
        public WriteResult cancel(CancelOrder order) {
            return new WriteResult.Accepted(order.brokerOrderId());
        }
    }

    /** Entries that are followed go a rupee further than their price. */
    static final class Overeager extends BrokenLine {
        private final Map<String, Integer> signs = new HashMap<>();

        Overeager(Broker line) {
            super(line);
        }

        @Override
        public synchronized WriteResult place(PlaceOrder order) {
            signs.put(order.tag(), order.side().sign());
            return line.place(order);
        }

        @Override
        public synchronized WriteResult modify(ModifyOrder order) {
            boolean follows =
                    order.tag().contains("e") && order.terms().triggerPrice() == null && signs.containsKey(order.tag());
            BigDecimal by = BigDecimal.valueOf(signs.getOrDefault(order.tag(), 0));
            return line.modify(
                    follows ? new ModifyOrder(order.tag(), order.brokerOrderId(), moved(order.terms(), by)) : order);
        }
    }

    /** An order whose stop was refused gets no other one. */
    static final class Discouraged extends BrokenLine {
        private final Set<String> refused = new HashSet<>();

        Discouraged(Broker line) {
            super(line);
        }

        @Override
        public synchronized WriteResult place(PlaceOrder order) {
            int leg = order.tag().lastIndexOf('s');
            String stop = leg < 0 ? "" : order.tag().substring(0, leg);
            if (refused.contains(stop)) {
                return new WriteResult.Refused("once was enough");
            }
            WriteResult result = line.place(order);
            if (leg >= 0 && result instanceof WriteResult.Refused) {
                refused.add(stop);
            }
            return result;
        }
    }

    /** Placements are sent twice. */
    static final class Doubled extends BrokenLine {
        Doubled(Broker line) {
            super(line);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            line.place(order);
            return line.place(order);
        }
    }

    /** Modifications are sent twice. */
    static final class Repeated extends BrokenLine {
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
}
