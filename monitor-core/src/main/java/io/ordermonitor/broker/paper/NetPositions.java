package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Net positions out of a day's fills, by instrument and product: average cost, so that closing does not move the
 * average and turning begins anew. What was carried in enters first. Pure.
 */
final class NetPositions {
    private NetPositions() {}

    /**
     * @param carried what the day began with
     * @param fills oldest first
     * @param until fills after it are left out
     * @param lastPrice asked once an instrument and product
     */
    static List<Position> of(
            List<Position> carried,
            List<PaperFill> fills,
            Instant until,
            Function<InstrumentId, Optional<BigDecimal>> lastPrice) {
        Map<Key, Net> nets = new TreeMap<>();
        for (Position held : carried) {
            BigDecimal cost = held.averagePrice().multiply(BigDecimal.valueOf(Math.abs(held.quantity())));
            nets.put(new Key(held.instrument(), held.product()), new Net(held.quantity(), cost));
        }
        for (PaperFill fill : fills) {
            if (!fill.at().isAfter(until)) {
                nets.merge(
                        new Key(fill.instrument(), fill.product()),
                        Net.FLAT.with(fill),
                        (before, first) -> before.with(fill));
            }
        }
        return nets.entrySet().stream()
                .map(entry -> entry.getValue()
                        .position(
                                entry.getKey(),
                                lastPrice.apply(entry.getKey().instrument()),
                                in(entry.getKey(), carried)))
                .toList();
    }

    private static Optional<Position> in(Key key, List<Position> carried) {
        return carried.stream()
                .filter(held -> held.instrument().equals(key.instrument()) && held.product() == key.product())
                .findFirst();
    }

    private record Key(InstrumentId instrument, Product product) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::instrument).thenComparing(Key::product);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Signed units and what they cost, the cost never negative. */
    private record Net(int units, BigDecimal cost) {
        static final Net FLAT = new Net(0, BigDecimal.ZERO);

        Net with(PaperFill fill) {
            int change = fill.side().sign() * fill.quantity();
            int after = units + change;
            if (units == 0 || Integer.signum(units) == Integer.signum(change)) {
                return new Net(after, cost.add(worth(fill.price(), fill.quantity())));
            }
            if (after == 0) {
                return FLAT;
            }
            if (Integer.signum(after) != Integer.signum(units)) {
                return new Net(after, worth(fill.price(), Math.abs(after)));
            }
            BigDecimal kept =
                    worth(cost, Math.abs(after)).divide(BigDecimal.valueOf(Math.abs(units)), MathContext.DECIMAL128);
            return new Net(after, kept);
        }

        Position position(Key key, Optional<BigDecimal> last, Optional<Position> carried) {
            BigDecimal average = units == 0
                    ? BigDecimal.ZERO
                    : cost.divide(BigDecimal.valueOf(Math.abs(units)), 4, RoundingMode.HALF_UP);
            return new Position(
                    key.instrument(),
                    key.product(),
                    units,
                    average,
                    last.orElse(null),
                    carried.map(Position::quantity).orElse(0),
                    carried.map(Position::averagePrice).orElse(null));
        }

        private static BigDecimal worth(BigDecimal price, int quantity) {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }
}
