package io.ordermonitor.store.jdbc;

import static io.ordermonitor.store.jdbc.Day.ACCOUNT;
import static io.ordermonitor.store.jdbc.Day.DATE;
import static io.ordermonitor.store.jdbc.Day.NOON;
import static io.ordermonitor.store.jdbc.Day.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Product;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.CountedDataSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.Given.class)
class JdbcCycleCostTest {
    private final TestDatabase database;
    private final CountedDataSource counted;
    private Stores stores;

    JdbcCycleCostTest(TestDatabase database) {
        this.database = database;
        this.counted = CountedDataSource.of(database.dataSource());
        this.stores = database.open(counted.dataSource());
    }

    @BeforeEach
    void clear() {
        database.clear();
        stores = database.open(counted.dataSource());
    }

    private long walPosition() {
        return Long.parseLong(database.value("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint"));
    }

    @Test
    void aQuietCycleIsOneTripOfTwoStatementsAndWritesNothing() {
        Day day = new Day(stores, 50);
        for (int i = 0; i < 10; i++) {
            day.managed(i);
        }
        stores.snapshots().save(ACCOUNT, DATE, day.book, day.positions, NOON);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 5; window++) {
            // The server writes a record of its own now and then; a cycle that wrote would do so in each window.
            long before = walPosition();
            for (int i = 0; i < 20; i++) {
                counted.reset();
                stores.inputs().read(USER, Set.of(Day.instrument(1), Day.instrument(2)));
                assertThat(stores.snapshots().save(ACCOUNT, DATE, day.book, day.positions, NOON.plusSeconds(60L * i)))
                        .isEmpty();
                assertThat(counted.trips()).isEqualTo(1);
                assertThat(counted.statements()).isEqualTo(2);
            }
            least = Math.min(least, walPosition() - before);
        }
        assertThat(least).as("bytes of write-ahead log of 20 quiet cycles").isZero();
    }

    @Test
    void aChangeCostsAsManyStatementsAmongFiveHundredOrdersAsAmongTen() {
        assertThat(costOfOneChange(500)).isEqualTo(costOfOneChange(10)).containsExactly(4L, 6L);
    }

    /** Trips and statements of a cycle in which one order of the book filled on, its read included. */
    private List<Long> costOfOneChange(int rows) {
        clear();
        Day day = new Day(stores, rows);
        List<ManagedOrder> managed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            managed.add(day.managed(i));
        }
        stores.snapshots().save(ACCOUNT, DATE, day.book, day.positions, NOON);
        day.book.set(3, Day.row(3, 500));
        day.positions.set(3, moved(day));
        counted.reset();
        stores.inputs().read(USER, Set.of(Day.instrument(3)));
        Set<PnlKey> keys = stores.snapshots().save(ACCOUNT, DATE, day.book, day.positions, NOON);
        stores.pnl().realised(DATE, keys);
        stores.orders().save(USER, List.of(day.filled(managed.get(3), 500, "")), List.of(), NOON);
        return List.of(counted.trips(), counted.statements());
    }

    private static io.ordermonitor.order.Position moved(Day day) {
        io.ordermonitor.order.Position old = day.positions.get(3);
        return new io.ordermonitor.order.Position(
                old.instrument(), old.product(), 101, old.averagePrice(), old.lastPrice(), 0, null);
    }

    @Test
    void whatIsSavedUnchangedIsNotWritten() {
        Day day = new Day(stores, 10);
        ManagedOrder order = day.managed(1);
        OrderMark mark = new OrderMark(order.id(), new BigDecimal("1500.5"), null, null, new BigDecimal("-3.25"));
        stores.orders().save(USER, List.of(order), List.of(mark), NOON);
        String before = versions();

        stores.orders().save(USER, List.of(order), List.of(mark), NOON.plusSeconds(60));

        assertThat(versions()).isEqualTo(before);
    }

    private String versions() {
        return database.value("""
                select string_agg(v, ' ') from (
                    select 'order ' || version as v from orders
                    union all select 'mark ' || xmin::text from order_mark
                    union all select 'leg ' || xmin::text from leg_order) as t""");
    }

    @Test
    void movedPricesAloneAreOneTripThatLeavesOrdersAlone() {
        Day day = new Day(stores, 10);
        ManagedOrder order = day.managed(1);
        String before = database.value("select xmin::text from orders where order_id = ?", order.id());
        counted.reset();

        stores.orders()
                .save(USER, List.of(), List.of(new OrderMark(order.id(), BigDecimal.TEN, null, null, null)), NOON);

        assertThat(counted.trips()).isEqualTo(1);
        assertThat(database.value("select xmin::text from orders where order_id = ?", order.id()))
                .isEqualTo(before);
        assertThat(database.value("select last_price from v_order where order_id = ?", order.id()))
                .isEqualTo("10.0000");
    }

    @Test
    void plansMadeWhileTablesWereEmptyUseTheirIndexesOnceTheyAreFull() {
        PnlKey key = new PnlKey(ACCOUNT, Day.instrument(1), Product.MIS);
        // A table that is known to be empty is cheapest read whole.
        database.execute("truncate broker_order_book; analyze broker_order_book");
        stores.pnl().realised(DATE, Set.of(key));
        database.execute("""
                insert into broker_order_book select 1000 + i / 500, '2026-11-20', 'X' || i, 0, 'NSEFO:1', 'MIS', 'BUY',
                    'LIMIT', '', 10, 10, 5, 5, null, 'FILLED', false, '', '2026-11-20', '2026-11-20', '2026-11-20'
                from generate_series(1, 20000) as i""");
        long before = scanned();

        for (int i = 0; i < 20; i++) {
            stores.pnl().realised(DATE, Set.of(key));
        }

        assertThat(scanned()).isEqualTo(before);
    }

    /** How often the whole order book was read, by all connections. */
    private long scanned() {
        database.value("select pg_stat_force_next_flush()");
        return Long.parseLong(
                database.value("select seq_scan from pg_stat_user_tables where relname = 'broker_order_book'"));
    }
}
