package io.ordermonitor.testkit;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.DayStart;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Snapshots} in memory. What was seen of an account is one process's memory; the rows are not. */
final class MemorySnapshots implements Snapshots {
    private final Tables tables;
    private final Map<AccountDay, Map<String, BrokerOrder>> seenBooks = new HashMap<>();
    private final Map<AccountDay, Map<Holding, Position>> seenPositions = new HashMap<>();

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
        boolean first = !seenBooks.containsKey(day);
        Map<String, BrokerOrder> seen = seenBooks.computeIfAbsent(day, d -> new HashMap<>());
        Map<String, BrokerOrder> book = tables.books.computeIfAbsent(day, d -> new HashMap<>());
        for (BrokerOrder row : orders) {
            BrokerOrder old = book.get(row.brokerOrderId());
            if (old == null || takesNothingBack(old, row)) {
                book.put(row.brokerOrderId(), row);
            }
            if (!row.equals(seen.put(row.brokerOrderId(), row)) || first) {
                changed.add(new PnlKey(day.accountId(), row.instrument(), row.product()));
            }
        }
    }

    private static boolean takesNothingBack(BrokerOrder old, BrokerOrder row) {
        boolean priced = row.averagePrice() != null || old.averagePrice() == null;
        return row.filled() > old.filled()
                || (row.filled() == old.filled() && priced)
                || !row.createdAt().equals(old.createdAt());
    }

    private void savePositions(AccountDay day, List<Position> positions, Set<PnlKey> changed) {
        boolean first = !seenPositions.containsKey(day);
        Map<Holding, Position> seen = seenPositions.computeIfAbsent(day, d -> new HashMap<>());
        Map<Holding, Position> held = tables.positions.computeIfAbsent(day, d -> new HashMap<>());
        for (Position row : positions) {
            Position old = held.get(Holding.of(row));
            if (old == null || !stable(row).equals(stable(old))) {
                held.put(Holding.of(row), row);
            }
            if (!stable(row).equals(seen.put(Holding.of(row), stable(row))) || first) {
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
        seenBooks.keySet().removeIf(day -> day.accountId() == accountId);
        seenPositions.keySet().removeIf(day -> day.accountId() == accountId);
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

    @Override
    public DayStart dayStart(long accountId, LocalDate tradingDay) {
        LocalDate earlier = tables.positions.entrySet().stream()
                .filter(e -> e.getKey().accountId() == accountId
                        && e.getKey().day().isBefore(tradingDay)
                        && !e.getValue().isEmpty())
                .map(e -> e.getKey().day())
                .max(Comparator.naturalOrder())
                .orElse(null);
        List<Position> positions = earlier == null ? List.of() : positions(accountId, earlier);
        Map<PnlKey, Integer> foreign = new HashMap<>();
        Set<PnlKey> settled = new HashSet<>();
        tables.rolls
                .getOrDefault(new AccountDay(accountId, tradingDay), Map.of())
                .forEach((key, units) -> {
                    if (units.isPresent()) {
                        foreign.put(key, units.get());
                    } else {
                        settled.add(key);
                    }
                });
        return new DayStart(tradingDay, earlier, positions, foreign, settled, Map.of());
    }

    @Override
    public void compared(LocalDate tradingDay, Map<PnlKey, Integer> foreign) {
        foreign.forEach((key, units) -> roll(tradingDay, key, Optional.of(units)));
    }

    @Override
    public void settled(LocalDate tradingDay, PnlKey key) {
        roll(tradingDay, key, Optional.empty());
    }

    private void roll(LocalDate tradingDay, PnlKey key, Optional<Integer> units) {
        tables.rolls
                .computeIfAbsent(new AccountDay(key.accountId(), tradingDay), d -> new HashMap<>())
                .put(key, units);
    }
}
