package io.ordermonitor.store.jdbc;

import static io.ordermonitor.store.jdbc.Day.NOON;
import static io.ordermonitor.store.jdbc.Day.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(TestDatabase.Given.class)
class JdbcSaveTest {
    private final TestDatabase database;
    private Stores stores;
    private Day day;

    JdbcSaveTest(TestDatabase database) {
        this.database = database;
        this.stores = database.open();
        this.day = new Day(stores, 0);
    }

    @BeforeEach
    void begin() {
        database.clear();
        stores = database.open();
        day = new Day(stores, 0);
    }

    private ManagedOrder loaded(ManagedOrder order) {
        return stores.orders().find(order.id()).orElseThrow();
    }

    @Test
    void anOrderThatTheDatabaseRefusesIsNamedAndTheOthersAreStored() {
        ManagedOrder first = day.managed(1);
        ManagedOrder bad = day.managed(2);
        ManagedOrder last = day.managed(3);
        OrderMark mark = new OrderMark(last.id(), BigDecimal.TEN, null, null, BigDecimal.ONE);

        // PostgreSQL keeps no character 0 in a text.
        Map<Long, String> refused = stores.orders()
                .save(
                        USER,
                        List.of(day.filled(first, 20, ""), day.filled(bad, 20, "a\0b"), day.filled(last, 20, "")),
                        List.of(mark),
                        NOON);

        assertThat(refused).containsOnlyKeys(bad.id());
        assertThat(refused.get(bad.id())).contains("invalid byte sequence");
        assertThat(loaded(first).entryFilled()).isEqualTo(20);
        assertThat(loaded(bad).entryFilled()).isEqualTo(10);
        assertThat(loaded(last).entryFilled()).isEqualTo(20);
        assertThat(database.value("select last_price from order_mark where order_id = ?", last.id()))
                .isEqualTo("10.0000");
    }

    @Test
    void aFillWithoutAChangeOfStateIsPartOfTheStory() {
        ManagedOrder order = day.managed(1);

        stores.orders().save(USER, List.of(day.filled(order, 25, "")), List.of(), NOON);

        assertThat(stores.orders().history(order.id()))
                .last()
                .satisfies(e -> assertThat(e.what()).isEqualTo("filled 25, open 25"));
    }

    @Test
    void whoLostTheUserSavesNothing() {
        ManagedOrder order = day.managed(1);
        stores.intents().fence(USER);
        database.open().intents().fence(USER);

        assertThatThrownBy(
                        () -> stores.orders().save(USER, List.of(order.withState(OrderState.CLOSED)), List.of(), NOON))
                .isInstanceOf(FencedException.class);

        assertThat(loaded(order).state()).isEqualTo(OrderState.OPEN);
    }

    @Test
    void aUserIsNotTakenWhileHisOrdersAreBeingSaved() throws Exception {
        ManagedOrder order = day.managed(1);
        Stores next = database.open();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from orders where order_id = " + order.id() + " for update");
            Future<Map<Long, String>> saving = threads.submit(
                    () -> stores.orders().save(USER, List.of(day.filled(order, 20, "")), List.of(), NOON));
            await().until(this::isAnybodyWaiting);

            statement.execute("set local lock_timeout = '100ms'");
            assertThatThrownBy(() -> statement.execute("update monitor_user set fence = fence + 1"))
                    .hasMessageContaining("lock timeout");

            other.rollback();
            assertThat(saving.get()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        next.intents().fence(USER);
        assertThat(next.orders().find(order.id()).orElseThrow().entryFilled()).isEqualTo(20);
    }

    private boolean isAnybodyWaiting() {
        return !database.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                .equals("0");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAStoreException() {
        ManagedOrder order = day.managed(1);
        Stores cut =
                JdbcStores.open(new CutDataSource(database.dataSource(), 1), new Fences(database.dataSource(), "x"));
        cut.intents().fence(USER);

        assertThatThrownBy(() -> cut.orders().save(USER, List.of(day.filled(order, 20, "")), List.of(), NOON))
                .isInstanceOf(StoreException.class)
                .hasCauseInstanceOf(SQLException.class);

        assertThat(loaded(order).entryFilled()).isEqualTo(10);
    }

    @Test
    void nobodyListeningIsAStoreException() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setPortNumbers(new int[] {1});

        assertThatThrownBy(() -> JdbcStores.open(nobody, new Fences(nobody, "x")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("read the schema version");
    }

    @Test
    void writersWhoNameTheSameOrdersInOppositeOrderDoNotDeadlock() throws Exception {
        ManagedOrder a = day.managed(1);
        ManagedOrder b = day.managed(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> forth = threads.submit(saving(List.of(a, b), 1000));
            Future<Integer> back = threads.submit(saving(List.of(b, a), 2000));
            assertThat(forth.get() + back.get()).as("refused saves").isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Integer> saving(List<ManagedOrder> orders, int from) {
        return () -> {
            int refused = 0;
            for (int i = 0; i < 100; i++) {
                int units = from + i;
                List<ManagedOrder> changed = orders.stream()
                        .map(o -> o.withSuspected(units).withLegOrder(day.leg(o.id(), LegKind.SL, units % 900, "")))
                        .toList();
                refused += stores.orders().save(USER, changed, List.of(), NOON).size();
            }
            return refused;
        };
    }
}
