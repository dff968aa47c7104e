package io.ordermonitor.testkit;

import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.testkit.Tables.Holding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Net positions of one account: what was there before, and what its orders filled since. */
final class FakePositions {
    private final FakeBook book;
    private final Map<Holding, Position> given = new LinkedHashMap<>();
    private final Map<InstrumentId, BigDecimal> prices = new LinkedHashMap<>();
    private final Set<InstrumentId> quarantined = new HashSet<>();
    private @Nullable List<Position> frozen;
    private int frozenReads;

    FakePositions(FakeBook book) {
        this.book = book;
    }

    void give(Position position) {
        book.locked(() -> {
            given.put(Holding.of(position), position);
            return true;
        });
    }

    void price(InstrumentId instrument, BigDecimal last) {
        book.locked(() -> {
            prices.put(instrument, last);
            return true;
        });
    }

    Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> wanted) {
        return book.locked(() -> {
            Map<InstrumentId, BigDecimal> known = new LinkedHashMap<>(prices);
            known.keySet().retainAll(wanted);
            return Map.copyOf(known);
        });
    }

    void freeze(int reads) {
        book.locked(() -> {
            frozen = now();
            frozenReads = reads;
            return true;
        });
    }

    /** What one read shows. */
    List<Position> show() {
        return book.locked(() -> {
            if (frozen != null && frozenReads > 0) {
                frozenReads--;
                return frozen;
            }
            return now().stream()
                    .filter(row -> !quarantined.contains(row.instrument()))
                    .toList();
        });
    }

    Set<InstrumentId> quarantined() {
        return book.locked(() -> Set.copyOf(quarantined));
    }

    void quarantine(InstrumentId instrument) {
        book.locked(() -> quarantined.add(instrument));
    }

    void restore() {
        book.locked(() -> {
            quarantined.clear();
            frozenReads = 0;
            return true;
        });
    }

    /** The true net positions. */
    List<Position> now() {
        return book.locked(() -> {
            Set<Holding> holdings = new LinkedHashSet<>(given.keySet());
            for (FakeOrder order : book.orders()) {
                if (order.row().filled() > 0) {
                    holdings.add(new Holding(
                            order.asked().instrument(), order.asked().product()));
                }
            }
            List<Position> all = new ArrayList<>();
            holdings.forEach(holding -> all.add(net(holding.instrument(), holding.product())));
            return all;
        });
    }

    private Position net(InstrumentId instrument, Product product) {
        Position before = given.get(new Holding(instrument, product));
        Sum bought = new Sum(0, BigDecimal.ZERO);
        Sum sold = new Sum(0, BigDecimal.ZERO);
        if (before != null && before.quantity() > 0) {
            bought = bought.plus(before.quantity(), value(before));
        } else if (before != null && before.quantity() < 0) {
            sold = sold.plus(-before.quantity(), value(before));
        }
        for (FakeOrder order : book.orders()) {
            PlaceOrder asked = order.asked();
            if (asked.instrument().equals(instrument) && asked.product() == product) {
                int filled = order.row().filled();
                if (asked.side().sign() > 0) {
                    bought = bought.plus(filled, order.value());
                } else {
                    sold = sold.plus(filled, order.value());
                }
            }
        }
        int net = bought.units() - sold.units();
        BigDecimal average = net == 0 ? BigDecimal.ZERO : (net > 0 ? bought : sold).average();
        BigDecimal last = prices.get(instrument);
        if (before == null) {
            return new Position(instrument, product, net, average, last, 0, null);
        }
        return new Position(
                instrument,
                product,
                net,
                average,
                last == null ? before.lastPrice() : last,
                before.carriedQuantity(),
                before.carriedPrice());
    }

    private static BigDecimal value(Position position) {
        return position.averagePrice().multiply(BigDecimal.valueOf(Math.abs(position.quantity())));
    }

    private record Sum(int units, BigDecimal value) {
        Sum plus(int more, BigDecimal worth) {
            return new Sum(units + more, value.add(worth));
        }

        BigDecimal average() {
            return value.divide(BigDecimal.valueOf(units), 4, RoundingMode.HALF_UP);
        }
    }
}
