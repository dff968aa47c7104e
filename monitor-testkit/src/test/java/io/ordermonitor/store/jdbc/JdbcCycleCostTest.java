package io.ordermonitor.store.jdbc;

import static io.ordermonitor.store.jdbc.Day.ACCOUNT;
import static io.ordermonitor.store.jdbc.Day.DATE;
import static io.ordermonitor.store.jdbc.Day.NOON;
import static io.ordermonitor.store.jdbc.Day.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.PnlKey;
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
    void plansMadeOnTheFirstDayReadNoMoreRowsOnceTheTablesAreFull() {
        // Tables as a new installation has them: nobody looked into them yet.
        database.execute("truncate broker_order_book, broker_position, orders, order_mark, leg_order, intent");
        Day day = new Day(stores, 20);
        long fence = stores.intents().fence(USER);
        List<ManagedOrder> managed = List.of(day.managed(1), day.managed(2), day.managed(3));
        for (int i = 0; i < 5; i++) {
            change(day, managed, fence, i);
        }
        long least = Long.MAX_VALUE;
        for (int i = 5; i < 10; i++) {
            long before = rowsRead();
            change(day, managed, fence, i);
            least = Math.min(least, rowsRead() - before);
        }
        fillWithOthers();

        long before = rowsRead();
        change(day, managed, fence, 10);

        assertThat(rowsRead() - before).as("rows read by one change").isLessThan(least + 100);
    }

    /** All that a cycle with one change asks of the store, a stop that is placed included. */
    private void change(Day day, List<ManagedOrder> managed, long fence, int number) {
        day.book.set(3, Day.row(3, 500 + number));
        stores.inputs().read(USER, Set.of(Day.instrument(3)));
        Set<PnlKey> keys = stores.snapshots().save(ACCOUNT, DATE, day.book, day.positions, NOON);
        stores.pnl().realised(DATE, keys);
        stores.pnl().pieces(DATE, keys.iterator().next());
        ManagedOrder order = managed.get(number % 3);
        OrderMark mark = new OrderMark(order.id(), BigDecimal.valueOf(number), null, null, null);
        stores.orders().save(USER, List.of(day.filled(order, 100 + number, "")), List.of(mark), NOON);
        Intent intent = day.stop(order, 2 + number, fence);
        stores.intents().record(List.of(intent));
        stores.intents().settle(List.of(new Intent.Settled(intent, Intent.Outcome.ACCEPTED, "B", "", NOON)));
        stores.orders().find(order.id());
        stores.orders().history(order.id());
    }

    private void fillWithOthers() {
        database.execute("""
                insert into broker_order_book select 1000 + i / 500, '2026-11-20', 'X' || i, 0, 'NSEFO:40003', 'MIS',
                    'BUY', 'LIMIT', '', 10, 10, 5, 5, null, 'FILLED', false, '', now(), now(), now()
                from generate_series(1, 20000) as i;
                insert into broker_position
                select 1000 + i, '2026-11-20', 'NSEFO:40003', 'MIS', 0, 1, 1, 1, 1, 1, now()
                from generate_series(1, 5000) as i;
                insert into orders select 1000000 + i, 1000 + i, 1000 + i, instrument, side, product, quantity,
                    entry_type, entry_stop_price, entry_limit_price, sl_stop_price, sl_limit_buffer, target_price,
                    strategy, valid_until, request_key, regenerated_from, attempt, trading_day, created_at, state,
                    flags, external_exit, suspected, realised, entry_ended, exit_requested, entry_filled,
                    open_quantity, version, ended_at
                from (select * from orders limit 1) as o, generate_series(1, 5000) as i;
                insert into order_mark select 1000000 + i, 1, 1, 1, 1 from generate_series(1, 5000) as i;
                insert into leg_order (tag, order_id, leg, slice, number, state, type, quantity, filled, reason,
                    note, triggered, modifications, sent_at, write_ended_at, session_expired)
                select 'other' || i, 1000000 + i, 'SL', 0, 1, 'WORKING', 'LIMIT', 1, 0, '', 'NONE', false, 0, now(), now(), false
                from generate_series(1, 5000) as i;
                insert into intent (tag, write, kind, user_id, account_id, order_id, leg, slice, number, instrument,
                    side, product, step, rule, cycle, fence, trading_day, created_at)
                select 'other' || i, 0, 'CANCEL', 1, 1, 1, 'SL', 0, 1, 'X:1', 'BUY', 'MIS', 0, '', 0, 1,
                    '2026-11-20', now()
                from generate_series(1, 5000) as i""");
    }

    /** How many rows the stores' connections read so far, through indexes and without. */
    private long rowsRead() {
        database.value("select pg_stat_force_next_flush()");
        return Long.parseLong(database.value("""
                select (select sum(seq_tup_read) from pg_stat_user_tables)
                    + (select sum(idx_tup_read) from pg_stat_user_indexes)"""));
    }
}
