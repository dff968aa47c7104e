package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.DayStart;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.store.Snapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@link Snapshots}: remembers hashes, sends changed rows only, and nothing at all when nothing changed. */
final class JdbcSnapshots implements Snapshots {
    private static final String HASHES = """
            select broker_order_id, row_hash from broker_order_book where account_id = ? and trading_day = ?;
            select instrument, product, row_hash from broker_position where account_id = ? and trading_day = ?""";
    private static final String BOOK = """
            select * from broker_order_book where account_id = ? and trading_day = ?
            order by created_at, broker_order_id""";
    private static final String POSITIONS = """
            select * from broker_position where account_id = ? and trading_day = ? order by instrument, product""";

    private static final String DAY_START = """
            select * from broker_position where account_id = ? and trading_day =
                (select max(trading_day) from broker_position where account_id = ? and trading_day < ?)
            order by instrument, product;
            select instrument, product, foreign_units from day_roll where account_id = ? and trading_day = ?""";
    private static final Columns<Map.Entry<PnlKey, Integer>> ROLL = Columns.<Map.Entry<PnlKey, Integer>>none()
            .and("account_id", SqlType.BIGINT, e -> e.getKey().accountId())
            .and("instrument", SqlType.TEXT, e -> e.getKey().instrument().toString())
            .and("product", SqlType.TEXT, e -> e.getKey().product())
            .and("foreign_units", SqlType.INTEGER, Map.Entry::getValue);
    private static final String COMPARED = """
            insert into day_roll (trading_day, %1$s) select ?, r.* from %2$s as r
            on conflict (account_id, trading_day, instrument, product)
            do update set foreign_units = excluded.foreign_units""".formatted(ROLL.names(), ROLL.unnest());
    private static final String SETTLED = """
            insert into day_roll (account_id, trading_day, instrument, product) values (?, ?, ?, ?)
            on conflict (account_id, trading_day, instrument, product) do update set foreign_units = null""";

    private final Sql sql;
    private final Map<Long, AccountMemory> memories = new ConcurrentHashMap<>();

    JdbcSnapshots(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Set<PnlKey> save(
            long accountId,
            LocalDate tradingDay,
            @Nullable List<BrokerOrder> orders,
            @Nullable List<Position> positions,
            Instant fetchedAt) {
        AccountMemory memory = memories.computeIfAbsent(accountId, AccountMemory::new);
        memory.lock.lock();
        try {
            if (!memory.knows(tradingDay)) {
                readHashes(accountId, tradingDay, memory);
            }
            AccountMemory.Difference difference = memory.compare(tradingDay, orders, positions, fetchedAt);
            if (!difference.isEmpty()) {
                write(accountId, difference);
            }
            memory.stored(difference, orders != null, positions != null);
            return difference.keys();
        } catch (RuntimeException e) {
            memory.forget();
            throw e;
        } finally {
            memory.lock.unlock();
        }
    }

    private void readHashes(long accountId, LocalDate day, AccountMemory memory) {
        memory.begin(day);
        sql.read(
                "read what is stored of account " + accountId,
                new Query(HASHES).add(accountId).add(day).add(accountId).add(day),
                row -> memory.rememberOrder(row.text("broker_order_id"), row.bigint("row_hash")),
                row -> memory.rememberPosition(
                        InstrumentId.parse(row.text("instrument")),
                        row.word(Product.class, "product"),
                        row.bigint("row_hash")));
    }

    private void write(long accountId, AccountMemory.Difference difference) {
        List<String> statements = new ArrayList<>();
        statements.addAll(StoredRows.ORDERS.statements(difference.orders().size()));
        statements.addAll(StoredRows.POSITIONS.statements(difference.positions().size()));
        Query query = new Query(String.join(";\n", statements));
        StoredRows.ORDERS.bind(query, difference.orders());
        StoredRows.POSITIONS.bind(query, difference.positions());
        sql.run("save what was read of account " + accountId, query);
    }

    @Override
    public void forget(long accountId) {
        AccountMemory memory = memories.get(accountId);
        if (memory != null) {
            memory.lock.lock();
            try {
                memory.forget();
            } finally {
                memory.lock.unlock();
            }
        }
    }

    @Override
    public List<BrokerOrder> orderBook(long accountId, LocalDate tradingDay) {
        Query query = new Query(BOOK).add(accountId).add(tradingDay);
        return sql.rows("read the order book of account " + accountId, query, StoredRows::order);
    }

    @Override
    public List<Position> positions(long accountId, LocalDate tradingDay) {
        Query query = new Query(POSITIONS).add(accountId).add(tradingDay);
        return sql.rows("read the positions of account " + accountId, query, StoredRows::position);
    }

    @Override
    public DayStart dayStart(long accountId, LocalDate tradingDay) {
        Query query = new Query(DAY_START)
                .add(accountId)
                .add(accountId)
                .add(tradingDay)
                .add(accountId)
                .add(tradingDay);
        Set<LocalDate> earlier = new HashSet<>();
        List<Position> positions = new ArrayList<>();
        Map<PnlKey, Integer> foreign = new HashMap<>();
        Set<PnlKey> settled = new HashSet<>();
        sql.read(
                "read how account " + accountId + " came into the day",
                query,
                row -> {
                    earlier.add(row.date("trading_day"));
                    positions.add(StoredRows.position(row));
                },
                row -> {
                    InstrumentId instrument = InstrumentId.parse(row.text("instrument"));
                    PnlKey key = new PnlKey(accountId, instrument, row.word(Product.class, "product"));
                    Integer units = row.integerOrNull("foreign_units");
                    if (units == null) {
                        settled.add(key);
                    } else {
                        foreign.put(key, units);
                    }
                });
        LocalDate day = earlier.stream().findFirst().orElse(null);
        return new DayStart(tradingDay, day, positions, foreign, settled, Map.of());
    }

    @Override
    public void compared(LocalDate tradingDay, Map<PnlKey, Integer> foreign) {
        if (!foreign.isEmpty()) {
            List<Map.Entry<PnlKey, Integer>> rows = List.copyOf(foreign.entrySet());
            sql.run("store what was carried", ROLL.bind(new Query(COMPARED).add(tradingDay), rows));
        }
    }

    @Override
    public void settled(LocalDate tradingDay, PnlKey key) {
        Query query = new Query(SETTLED)
                .add(key.accountId())
                .add(tradingDay)
                .add(key.instrument().toString())
                .add(key.product().name());
        sql.run("store a settling of account " + key.accountId(), query);
    }
}
