package io.ordermonitor.store.jdbc;

import static io.ordermonitor.store.jdbc.Day.DATE;
import static io.ordermonitor.store.jdbc.Day.NOON;
import static io.ordermonitor.store.jdbc.Day.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes and its audit are one transaction: there is never the one without the other. */
@ExtendWith(TestDatabase.Given.class)
class JdbcAuditTest {
    private final TestDatabase database;
    private Stores stores;
    private Day day;

    JdbcAuditTest(TestDatabase database) {
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

    private int rows(String table, ManagedOrder order) {
        return Integer.parseInt(database.value("select count(*) from " + table + " where order_id = ?", order.id()));
    }

    /** Nothing can be written to the table while something runs. */
    private void without(String table, Runnable work) {
        database.execute("create function no_audit() returns trigger language plpgsql as $$"
                + " begin raise exception 'the audit cannot be written'; end $$;"
                + " create trigger no_audit before insert on " + table + " for each row execute function no_audit()");
        try {
            work.run();
        } finally {
            database.execute("drop function no_audit cascade");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order_event", "leg_event"})
    void noFillIsStoredWithoutItsAudit(String table) {
        ManagedOrder order = day.managed(1);
        without(
                table,
                () -> assertThat(stores.orders().save(USER, List.of(filled(order)), List.of(), NOON))
                        .containsOnlyKeys(order.id()));

        assertThat(loaded(order).entryFilled()).isEqualTo(10);
        assertThat(rows("order_event", order)).isZero();
        assertThat(rows("leg_event", order)).isZero();

        assertThat(stores.orders().save(USER, List.of(filled(order)), List.of(), NOON))
                .isEmpty();
        assertThat(loaded(order).entryFilled()).isEqualTo(25);
        assertThat(rows("order_event", order)).isOne();
        assertThat(rows("leg_event", order)).isOne();
    }

    private ManagedOrder filled(ManagedOrder order) {
        return day.filled(order, 25, "");
    }

    @Test
    void noAmendmentIsStoredWithoutItsAudit() {
        ManagedOrder order = day.managed(1);
        without(
                "order_event",
                () -> assertThatThrownBy(() -> stores.orders()
                                .amend(
                                        order.id(),
                                        order.terms().amended(new java.math.BigDecimal("1490"), null),
                                        Cause.asked("order.amend"),
                                        NOON))
                        .isInstanceOf(StoreException.class));

        assertThat(loaded(order).terms().slStopPrice()).isEqualByComparingTo("1480");
    }

    @Test
    void aRejectedOrderStaysInOrdersUntilItsCopyIsCommittedAndItsAuditOutlivesTheMove() {
        ManagedOrder order = day.managed(1);
        long fence = stores.intents().fence(USER);
        stores.intents().record(List.of(day.stop(order, 2, fence)));
        LegOrder entry = day.leg(order.id(), LegKind.ENTRY, 0, "no margin").withState(LegState.REJECTED, "no margin");
        ManagedOrder rejected = order.withLegOrders(List.of(entry)).withState(OrderState.ENTRY_REJECTED);
        List<RejectedOrder> move = List.of(new RejectedOrder(rejected, "no margin", RejectionClass.MARGIN, DATE, NOON));
        without(
                "rejected_order",
                () -> assertThatThrownBy(() -> stores.rejected().move(USER, move))
                        .isInstanceOf(StoreException.class));
        assertThat(rows("orders", order)).isOne();
        assertThat(rows("rejected_order", order)).isZero();

        stores.rejected().move(USER, move);
        assertThat(rows("orders", order)).isZero();
        assertThat(rows("rejected_order", order)).isOne();
        assertThat(stores.audit().trail(order.id()).orElseThrow().writes()).hasSize(1);
        assertThat(stores.audit().writes(USER, DATE)).hasSize(1);
    }

    @Test
    void aTakeoverOfManyUsersIsKeptForEach() {
        database.execute(
                "insert into monitor_user (user_id, owner, fence) select i, 'a', 1 from generate_series(500, 599) i");
        database.execute("update monitor_user set owner = 'b', fence = fence + 1 where owner = 'a'");
        assertThat(database.value("select count(*) from user_takeover where owner = 'b' and fence = 2"))
                .isEqualTo("100");
        assertThat(database.value("select count(*) from user_takeover where owner = 'a' and fence = 1"))
                .isEqualTo("100");
    }
}
