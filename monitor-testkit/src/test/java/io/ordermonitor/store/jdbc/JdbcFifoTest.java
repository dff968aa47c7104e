package io.ordermonitor.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Fifo;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FIFO in SQL, in the view and in memory are three programs for one rule. */
@ExtendWith(TestDatabase.Given.class)
class JdbcFifoTest {
    private static final int ACCOUNTS = 40;
    private static final List<Product> PRODUCTS = List.of(Product.values());
    private static final int INSTRUMENTS = 12;

    private final TestDatabase database;

    JdbcFifoTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    private static BigDecimal multiplier(InstrumentId instrument) {
        return instrument.token().endsWith("1") ? new BigDecimal("25") : BigDecimal.ONE;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {20261120, 1, 77, 4096})
    void sqlAndMemoryAgreeOnRandomBooks(long seed) {
        Stores stores = database.open();
        Random random = new Random(seed);
        List<Fifo.Fill> fills = new ArrayList<>();
        saveInstruments(stores);
        for (long account = 1; account <= ACCOUNTS; account++) {
            stores.inputs()
                    .saveAccount(
                            new Account(account, 1, "paper", "X", true, Account.Mode.OBSERVE, Account.ExitMode.BOTH));
            saveBook(stores, random, account, fills);
        }
        Map<PnlKey, PnlRow> expected = new HashMap<>();
        Fifo.rows(fills, key -> multiplier(key.instrument())).forEach(row -> expected.put(row.key(), row));
        assertThat(expected).as("keys of seed " + seed).hasSizeGreaterThan(400);

        List<PnlRow> rows = stores.pnl().realised(Day.DATE, expected.keySet());

        assertThat(rows).as("seed " + seed).hasSize(expected.size());
        for (PnlRow row : rows) {
            assertThat(row)
                    .as("seed " + seed)
                    .usingRecursiveComparison()
                    .withComparatorForType(Comparator.<BigDecimal>naturalOrder(), BigDecimal.class)
                    .isEqualTo(expected.get(row.key()));
        }
        assertThat(new BigDecimal(database.value("select sum(realised) from v_pnl where trading_day = '2026-11-20'")))
                .as("the view, seed " + seed)
                .isEqualByComparingTo(rows.stream().map(PnlRow::realised).reduce(BigDecimal.ZERO, BigDecimal::add));
        rows.stream().limit(60).forEach(row -> checkPieces(seed, stores, row.key(), fills));
    }

    private static void checkPieces(long seed, Stores stores, PnlKey key, List<Fifo.Fill> fills) {
        List<MatchedPiece> expected =
                Fifo.pieces(fills.stream().filter(f -> f.key().equals(key)).toList());
        assertThat(stores.pnl().pieces(Day.DATE, key))
                .as("pieces of " + key + ", seed " + seed)
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.<BigDecimal>naturalOrder(), BigDecimal.class)
                .isEqualTo(expected);
    }

    private static void saveInstruments(Stores stores) {
        List<Instrument> instruments = new ArrayList<>();
        for (int i = 0; i < INSTRUMENTS; i++) {
            InstrumentId id = new InstrumentId("NSEFO", Integer.toString(i));
            instruments.add(new Instrument(
                    id,
                    "S" + i,
                    new BigDecimal("0.05"),
                    1,
                    1800,
                    multiplier(id),
                    BigDecimal.ONE,
                    new BigDecimal("90000"),
                    Day.NOON));
        }
        stores.instruments().save("paper", instruments);
    }

    /** Up to 500 fills of an account, few instants, shorts and longs, some keys carried into the day. */
    private static void saveBook(Stores stores, Random random, long account, List<Fifo.Fill> fills) {
        List<BrokerOrder> book = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < INSTRUMENTS; i++) {
            InstrumentId id = new InstrumentId("NSEFO", Integer.toString(i));
            PnlKey key = new PnlKey(account, id, PRODUCTS.get(random.nextInt(PRODUCTS.size())));
            int carried = random.nextInt(5) == 0 ? random.nextInt(-90, 91) : 0;
            BigDecimal price = price(random);
            positions.add(new Position(id, key.product(), carried, price, null, carried, carried == 0 ? null : price));
            if (carried != 0) {
                fills.add(new Fifo.Fill(
                        key, "carried", carried > 0 ? Side.BUY : Side.SELL, Math.abs(carried), price, Instant.MIN));
            }
            int rows = 1 + random.nextInt(account == 1 ? 80 : 14);
            for (int n = 0; n < rows; n++) {
                book.add(row(random, key, book.size()));
            }
            book.stream()
                    .filter(r -> r.instrument().equals(id) && r.filled() > 0)
                    .map(r -> new Fifo.Fill(
                            key, r.brokerOrderId(), r.side(), r.filled(), orZero(r.averagePrice()), r.createdAt()))
                    .forEach(fills::add);
        }
        stores.snapshots().save(account, Day.DATE, book, positions, Day.NOON);
    }

    private static BrokerOrder row(Random random, PnlKey key, int number) {
        int quantity = 1 + random.nextInt(60);
        int filled = random.nextInt(4) == 0 ? random.nextInt(quantity + 1) : quantity;
        Instant at = Day.NOON.plusSeconds(random.nextInt(6));
        return new BrokerOrder(
                random.nextInt(3000) + "-" + number,
                "",
                key.instrument(),
                random.nextBoolean() ? Side.BUY : Side.SELL,
                key.product(),
                OrderType.LIMIT,
                quantity,
                filled,
                filled == 0 ? null : price(random),
                price(random),
                null,
                filled == quantity ? LegState.FILLED : LegState.CANCELLED,
                false,
                "",
                at,
                at);
    }

    private static BigDecimal price(Random random) {
        return BigDecimal.valueOf(random.nextLong(10_000, 9_000_000), random.nextInt(5));
    }

    private static BigDecimal orZero(@org.jspecify.annotations.Nullable BigDecimal price) {
        return price == null ? BigDecimal.ZERO : price;
    }
}
