package io.ordermonitor.testkit;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.store.Snapshots;
import io.ordermonitor.testkit.Tables.AccountDay;
import io.ordermonitor.testkit.Tables.Holding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Snapshots} in memory. What was seen of an account is one process's memory; the rows are not. */
final class MemorySnapshots implements Snapshots {
    private final Tables tables;
    private final Set<AccountDay> seenBooks = new HashSet<>();
    private final Set<AccountDay> seenPositions = new HashSet<>();

    MemorySnapshots(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Set<PnlKey> save(
            long accountId,
            LocalDate tradingDay,
            @Nullable List<BrokerOrder> orders,
            @Nullable List<Position> positions,
            Instant fetchedAt) {
        AccountDay day = new AccountDay(accountId, tradingDay);
        Set<PnlKey> changed = new HashSet<>();
        if (orders != null) {
            saveOrders(day, orders, changed);
        }
        if (positions != null) {
            savePositions(day, positions, changed);
        }
        return Set.copyOf(changed);
    }

    private void saveOrders(AccountDay day, List<BrokerOrder> orders, Set<PnlKey> changed) {
        boolean first = seenBooks.add(day);
        Map<String, BrokerOrder> book = tables.books.computeIfAbsent(day, d -> new HashMap<>());
        for (BrokerOrder row : orders) {
            BrokerOrder old = book.put(row.brokerOrderId(), row);
            if (first || !row.equals(old)) {
                changed.add(new PnlKey(day.accountId(), row.instrument(), row.product()));
            }
        }
    }

    private void savePositions(AccountDay day, List<Position> positions, Set<PnlKey> changed) {
        boolean first = seenPositions.add(day);
        Map<Holding, Position> held = tables.positions.computeIfAbsent(day, d -> new HashMap<>());
        for (Position row : positions) {
            Position old = held.get(Holding.of(row));
            boolean differs = old == null || !stable(row).equals(stable(old));
            if (differs) {
                held.put(Holding.of(row), row);
            }
            if (first || differs) {
                changed.add(new PnlKey(day.accountId(), row.instrument(), row.product()));
            }
        }
    }

    private static Position stable(Position row) {
        return new Position(
                row.instrument(),
                row.product(),
                row.quantity(),
                row.averagePrice(),
                null,
                row.carriedQuantity(),
                row.carriedPrice());
    }

    @Override
    public void forget(long accountId) {
        seenBooks.removeIf(day -> day.accountId() == accountId);
        seenPositions.removeIf(day -> day.accountId() == accountId);
    }

    /** After a failure nothing is known of what is stored. */
    void forgetAll() {
        seenBooks.clear();
        seenPositions.clear();
    }

    @Override
    public List<BrokerOrder> orderBook(long accountId, LocalDate tradingDay) {
        return tables.books.getOrDefault(new AccountDay(accountId, tradingDay), Map.of()).values().stream()
                .sorted(Comparator.comparing(BrokerOrder::createdAt).thenComparing(BrokerOrder::brokerOrderId))
                .toList();
    }

    @Override
    public List<Position> positions(long accountId, LocalDate tradingDay) {
        return List.copyOf(tables.positions
                .getOrDefault(new AccountDay(accountId, tradingDay), Map.of())
                .values());
    }
}
