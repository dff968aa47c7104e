package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** That profit and loss is what the exchange's fills come to, unit by unit: F1, F2 and F3. */
final class MoneyChecks {
    private final Evidence evidence;
    private final Map<PnlKey, PnlRow> stored = new HashMap<>();
    private final Map<Long, Instant> readAt = new HashMap<>();

    MoneyChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A process was given these figures. */
    void answered(List<PnlRow> rows) {
        rows.forEach(row -> stored.put(row.key(), row));
    }

    /** Figures count from a cycle on that read the book as it is and met no error. */
    void afterCycle(CycleView view) {
        for (long account : view.truths().keySet()) {
            view.book(account).ifPresent(book -> {
                boolean counts = book.isTrue() && view.cycle().errors() == 0;
                readAt.put(account, counts ? book.startedAt() : Instant.MIN);
            });
        }
    }

    /** The units of one key as they were traded, one by one. */
    private static final class Units {
        private final Deque<BigDecimal> bought = new ArrayDeque<>();
        private final Deque<BigDecimal> sold = new ArrayDeque<>();
        private BigDecimal realised = BigDecimal.ZERO;
        private BigDecimal cash = BigDecimal.ZERO;

        void trade(int signed, BigDecimal price) {
            for (int unit = 0; unit < Math.abs(signed); unit++) {
                if (signed > 0) {
                    cash = cash.subtract(price);
                    bought.addLast(price);
                } else {
                    cash = cash.add(price);
                    sold.addLast(price);
                }
                if (!bought.isEmpty() && !sold.isEmpty()) {
                    realised = realised.add(sold.removeFirst()).subtract(bought.removeFirst());
                }
            }
        }
    }

    void atEnd(Map<Long, Truth> truths) {
        truths.forEach((account, truth) -> {
            boolean seen = readAt.getOrDefault(account, Instant.MIN).isAfter(truth.changedAt());
            if (!seen) {
                // Nobody watches a user who holds nothing: what he trades by hand then is not asked for.
                return;
            }
            Map<PnlKey, Units> traded = carried(account);
            // Figures begin anew each day: what was carried enters first, at its carried price.
            evidence.exchange().book(account).stream()
                    .filter(row -> row.filled() > 0 && row.averagePrice() != null)
                    .sorted(Comparator.comparing(BrokerOrder::createdAt).thenComparing(BrokerOrder::brokerOrderId))
                    .forEach(row -> traded.computeIfAbsent(
                                    new PnlKey(account, row.instrument(), row.product()), key -> new Units())
                            .trade(row.side().sign() * row.filled(), Objects.requireNonNull(row.averagePrice())));
            traded.forEach(this::check);
        });
    }

    /** What was carried in, as its positions have it. */
    private Map<PnlKey, Units> carried(long account) {
        Map<PnlKey, Units> carried = new HashMap<>();
        evidence.log().truePositions(account).stream()
                .flatMap(read -> read.rows().stream())
                .filter(row -> row.carriedQuantity() != 0 && row.carriedPrice() != null)
                .forEach(row -> carried.computeIfAbsent(
                                new PnlKey(account, row.instrument(), row.product()), key -> new Units())
                        .trade(row.carriedQuantity(), Objects.requireNonNull(row.carriedPrice())));
        return carried;
    }

    private void check(PnlKey key, Units units) {
        PnlRow row = stored.get(key);
        if (row == null) {
            evidence.broken(
                    Invariant.F1, key.accountId(), 0, key + " was traded, and its figures were never asked for");
            return;
        }
        int net = evidence.exchange().openNet(key.accountId()).stream()
                .filter(held -> held.instrument().equals(key.instrument()) && held.product() == key.product())
                .mapToInt(Position::quantity)
                .sum();
        int left = units.bought.size() - units.sold.size();
        if (row.openQuantity() != net || left != net) {
            evidence.broken(
                    Invariant.F1,
                    key.accountId(),
                    0,
                    key + " has " + row.openQuantity() + " units left by its figures, " + left + " by its fills, " + net
                            + " by its positions");
        }
        BigDecimal times = row.multiplier();
        if (row.realised().subtract(row.openValue()).compareTo(units.cash.multiply(times)) != 0) {
            evidence.broken(
                    Invariant.F2,
                    key.accountId(),
                    0,
                    key + " has realised " + row.realised() + " and holds for " + row.openValue() + "; paid and got: "
                            + units.cash.multiply(times));
        }
        if (row.realised().compareTo(units.realised.multiply(times)) != 0) {
            evidence.broken(
                    Invariant.F3,
                    key.accountId(),
                    0,
                    key + " has realised " + row.realised() + ", unit by unit " + units.realised.multiply(times));
        }
    }
}
