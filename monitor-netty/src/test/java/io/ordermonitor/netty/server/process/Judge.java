package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the exchange's books with what must be. The database only says what a tag stands for. Not thread-safe. */
final class Judge {
    /** Two cycles, and the calls in them: what an order does in the market is answered within. */
    static final Duration ANSWERED = Duration.ofMillis(2_500);

    private final RealDatabase database;
    private final Exchange exchange;

    Judge(RealDatabase database, Exchange exchange) {
        this.database = database;
        this.exchange = exchange;
    }

    /**
     * Something that must not be.
     *
     * @param order 0 if no order is concerned
     * @param lastMoved when the order last changed at the exchange: what is fresh may still be answered
     */
    record Finding(long order, String what, Instant lastMoved) {
        boolean isFresh(Instant now) {
            return lastMoved.plus(ANSWERED).isAfter(now);
        }
    }

    /** What the books show, and whose it is. */
    private static final class Holding {
        private final Map<String, Integer> filled = new HashMap<>();
        private final Map<String, Integer> live = new HashMap<>();
        private final Set<String> slices = new HashSet<>();
        private boolean doubled;
        private Instant lastMoved = Instant.EPOCH;

        void add(BrokerOrder row, Stored.Leg leg) {
            filled.merge(leg.kind(), row.filled(), Integer::sum);
            live.merge(leg.kind(), row.remaining(), Integer::sum);
            if (row.state().isLive()) {
                doubled |= !slices.add(leg.kind() + leg.slice());
            }
            moved(row.updatedAt());
        }

        void moved(Instant at) {
            lastMoved = at.isAfter(lastMoved) ? at : lastMoved;
        }

        int filled(String leg) {
            return filled.getOrDefault(leg, 0);
        }

        int live(String leg) {
            return live.getOrDefault(leg, 0);
        }

        int open() {
            return filled("ENTRY") + filled("FLATTEN") - filled("SL") - filled("TP");
        }
    }

    /**
     * Everything that is wrong now.
     *
     * @param begun intents recorded before it should be settled
     */
    List<Finding> findings(Instant begun) throws SQLException {
        List<Exchange.Book> books = exchange.books();
        Stored stored;
        try (Connection connection = database.connection()) {
            stored = Stored.in(connection);
        }
        List<Finding> found = new ArrayList<>();
        Map<Long, Holding> holdings = holdings(books, stored, found);
        stored.orders().values().forEach(order -> {
            Holding holding = holdings.getOrDefault(order.id(), new Holding());
            judge(order, holding, found);
        });
        stored.unsettled().stream()
                .filter(one -> one.since().isBefore(begun))
                .forEach(one -> found.add(new Finding(0, "unsettled: " + one, Instant.EPOCH)));
        return found;
    }

    private static Map<Long, Holding> holdings(List<Exchange.Book> books, Stored stored, List<Finding> found) {
        Map<Long, Holding> holdings = new HashMap<>();
        Set<String> tags = new HashSet<>();
        for (Exchange.Book book : books) {
            for (BrokerOrder row : book.rows.values()) {
                if (row.tag().isEmpty()) {
                    continue;
                }
                if (!tags.add(row.tag())) {
                    found.add(new Finding(0, "DUPLICATE: tag " + row.tag() + " twice at the exchange", Instant.EPOCH));
                }
                Stored.Leg leg = stored.legs().get(row.tag());
                if (leg == null) {
                    found.add(new Finding(0, "UNTOLD: no intent of tag " + row.tag(), row.createdAt()));
                } else if (row.state() != LegState.REJECTED) {
                    holdings.computeIfAbsent(leg.order(), id -> new Holding()).add(row, leg);
                } else {
                    holdings.computeIfAbsent(leg.order(), id -> new Holding()).moved(row.updatedAt());
                }
            }
            for (PaperFill fill : book.fills) {
                Stored.Leg leg = stored.legs().get(fill.tag());
                if (leg != null && holdings.containsKey(leg.order())) {
                    holdings.get(leg.order()).moved(fill.at());
                }
            }
        }
        return holdings;
    }

    private static void judge(Stored.Order order, Holding holding, List<Finding> found) {
        int entered = holding.filled("ENTRY") + holding.live("ENTRY");
        if (entered > order.quantity()) {
            found.add(new Finding(order.id(), "DUPLICATE: " + entered + " entered of " + order, Instant.EPOCH));
        }
        if (holding.doubled) {
            found.add(new Finding(order.id(), "DUPLICATE: two live orders of a slice of " + order, Instant.EPOCH));
        }
        int open = holding.open() - order.external();
        int stops = holding.live("SL");
        int targets = holding.live("TP");
        boolean kept = order.isLeaving() ? stops + targets + holding.live("FLATTEN") >= open : stops == open;
        if (open < 0 || !kept || targets > open || stops > Math.max(0, open)) {
            found.add(new Finding(
                    order.id(),
                    (open > 0 && stops < open ? "UNPROTECTED: " : "UNEVEN: ") + open + " open, stops " + stops
                            + ", targets " + targets + ": " + order,
                    holding.lastMoved));
        }
    }
}
