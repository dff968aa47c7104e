package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the stored rows of one account and day: their hashes. Everything but {@link #lock} is used under
 * the lock only.
 */
final class AccountMemory {
    final ReentrantLock lock = new ReentrantLock();

    private final long accountId;
    private @Nullable LocalDate day;
    private @Nullable Map<String, Long> orders;
    private @Nullable Map<Holding, Long> positions;
    private boolean isBookKnown;
    private boolean arePositionsKnown;

    AccountMemory(long accountId) {
        this.accountId = accountId;
    }

    private record Holding(InstrumentId instrument, Product product) {}

    /** What a save found: rows to write, and the keys of which something changed. */
    record Difference(
            List<StoredRows.Entry<BrokerOrder>> orders, List<StoredRows.Entry<Position>> positions, Set<PnlKey> keys) {
        boolean isEmpty() {
            return orders.isEmpty() && positions.isEmpty();
        }
    }

    /** True if the hashes of this day's rows are here. */
    boolean knows(LocalDate tradingDay) {
        return tradingDay.equals(day) && orders != null;
    }

    /** Begins a day with nothing stored. */
    void begin(LocalDate tradingDay) {
        day = tradingDay;
        orders = new HashMap<>();
        positions = new HashMap<>();
        isBookKnown = false;
        arePositionsKnown = false;
    }

    void forget() {
        day = null;
        orders = null;
        positions = null;
    }

    void rememberOrder(String brokerOrderId, long hash) {
        known(orders).put(brokerOrderId, hash);
    }

    void rememberPosition(InstrumentId instrument, Product product, long hash) {
        known(positions).put(new Holding(instrument, product), hash);
    }

    /** What of these rows is not stored. */
    Difference compare(
            LocalDate tradingDay, @Nullable List<BrokerOrder> book, @Nullable List<Position> held, Instant fetchedAt) {
        Set<PnlKey> keys = new HashSet<>();
        Map<String, StoredRows.Entry<BrokerOrder>> newOrders = new LinkedHashMap<>();
        for (BrokerOrder row : book == null ? List.<BrokerOrder>of() : book) {
            StoredRows.Entry<BrokerOrder> same = newOrders.get(row.brokerOrderId());
            if (same != null && same.row().filled() > row.filled()) {
                continue;
            }
            long hash = RowHash.of(row);
            Long old = known(orders).get(row.brokerOrderId());
            newOrders.remove(row.brokerOrderId());
            boolean differs = old == null || old != hash;
            if (differs) {
                newOrders.put(row.brokerOrderId(), new StoredRows.Entry<>(accountId, tradingDay, row, hash, fetchedAt));
            }
            if (differs || !isBookKnown) {
                keys.add(new PnlKey(accountId, row.instrument(), row.product()));
            }
        }
        Map<Holding, StoredRows.Entry<Position>> newPositions = new LinkedHashMap<>();
        for (Position row : held == null ? List.<Position>of() : held) {
            long hash = RowHash.of(row);
            Holding key = new Holding(row.instrument(), row.product());
            Long old = known(positions).get(key);
            newPositions.remove(key);
            boolean differs = old == null || old != hash;
            if (differs) {
                newPositions.put(key, new StoredRows.Entry<>(accountId, tradingDay, row, hash, fetchedAt));
            }
            if (differs || !arePositionsKnown) {
                keys.add(new PnlKey(accountId, row.instrument(), row.product()));
            }
        }
        return new Difference(
                new ArrayList<>(newOrders.values()), new ArrayList<>(newPositions.values()), Set.copyOf(keys));
    }

    /** Remembers rows as stored, and which of the two reads were told. */
    void stored(Difference difference, boolean isBookTold, boolean arePositionsTold) {
        difference.orders().forEach(e -> rememberOrder(e.row().brokerOrderId(), e.hash()));
        difference
                .positions()
                .forEach(e -> rememberPosition(e.row().instrument(), e.row().product(), e.hash()));
        isBookKnown |= isBookTold;
        arePositionsKnown |= arePositionsTold;
    }

    private static <T> T known(@Nullable T hashes) {
        if (hashes == null) {
            throw new IllegalStateException("the stored rows are not known");
        }
        return hashes;
    }
}
