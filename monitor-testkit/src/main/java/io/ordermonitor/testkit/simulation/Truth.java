package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the exchange's books of one account, told by the tags that the intents of all processes gave out.
 * A snapshot; not thread-safe.
 */
final class Truth {
    private final Map<Long, Holding> holdings = new HashMap<>();
    private final List<BrokerOrder> rows;
    private Instant changedAt = Instant.EPOCH;

    private Truth(List<BrokerOrder> rows) {
        this.rows = rows;
    }

    /** One managed order at the exchange. */
    static final class Holding {
        private final List<Row> rows = new ArrayList<>();

        /** Units that an order of a leg filled. */
        int filled(LegKind leg) {
            return rows.stream()
                    .filter(row -> row.intent().leg() == leg)
                    .mapToInt(row -> row.order().filled())
                    .sum();
        }

        /** Units of live orders of a leg. */
        int live(LegKind leg) {
            return rows.stream()
                    .filter(row -> row.intent().leg() == leg)
                    .mapToInt(row -> row.order().remaining())
                    .sum();
        }

        /** Units that its own orders hold open. */
        int open() {
            return filled(LegKind.ENTRY) + filled(LegKind.FLATTEN) - filled(LegKind.SL) - filled(LegKind.TP);
        }

        List<Row> rows() {
            return rows;
        }
    }

    /** An order at the exchange with the intent that placed it. */
    record Row(BrokerOrder order, Intent intent) {}

    static Truth of(PaperExchange exchange, long accountId, Ledger ledger) {
        Truth truth = new Truth(rows(exchange, accountId, ledger));
        for (BrokerOrder row : truth.rows) {
            truth.changedAt = row.updatedAt().isAfter(truth.changedAt) ? row.updatedAt() : truth.changedAt;
            Optional<Intent> intent = row.tag().isEmpty() ? Optional.empty() : ledger.placement(row.tag());
            intent.ifPresent(placed -> truth.holdings
                    .computeIfAbsent(placed.orderId(), id -> new Holding())
                    .rows
                    .add(new Row(row, placed)));
        }
        for (PaperFill fill : exchange.fills(accountId)) {
            truth.changedAt = fill.at().isAfter(truth.changedAt) ? fill.at() : truth.changedAt;
        }
        return truth;
    }

    /** The books of the days before come first. */
    private static List<BrokerOrder> rows(PaperExchange exchange, long accountId, Ledger ledger) {
        List<BrokerOrder> earlier = ledger.earlier(accountId);
        List<BrokerOrder> today = exchange.book(accountId);
        if (earlier.isEmpty()) {
            return today;
        }
        List<BrokerOrder> rows = new ArrayList<>(earlier);
        today.stream().filter(row -> !earlier.contains(row)).forEach(rows::add);
        return rows;
    }

    /** What one managed order has at the exchange. */
    Holding of(long orderId) {
        return holdings.getOrDefault(orderId, new Holding());
    }

    /** All orders of the account. */
    List<BrokerOrder> rows() {
        return rows;
    }

    /** When the book last changed. */
    Instant changedAt() {
        return changedAt;
    }
}
