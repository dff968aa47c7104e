package io.ordermonitor.store.jdbc;

import static io.ordermonitor.store.jdbc.Day.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.netty.server.Migrations;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@ExtendWith(TestDatabase.Given.class)
class JdbcSchemaTest {
    private final TestDatabase database;

    JdbcSchemaTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void migratingAgainDoesNothing() {
        assertThat(new Migrations(database.plain()).run()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fair_price (instrument, sell_fair_price, as_of) | 'NSECM:1', 'NaN', now()",
                "fair_price (instrument, sell_fair_price, as_of) | 'NSECM:1', 1, 'infinity'",
                "order_request (user_id, request_key, kind, created_at, sl_stop_price) | 1, 'k', 'AMEND', now(), 'NaN'",
                "order_request (user_id, request_key, kind, created_at, valid_until) | 1, 'k', 'SUBMIT', now(), 'infinity'",
                "order_request (user_id, request_key, kind, created_at) | 1, 'k', 'EXIT', '-infinity'",
                "regeneration_permission (user_id, enabled, strategies) | 1, true, array[null]",
                "safety_switch (user_id, strategies) | 1, array[null]"
            })
    void whatNoProgramCanHoldIsRefusedWhereItIsWritten(String into, String values) {
        assertThatThrownBy(() -> database.execute("insert into " + into + " values (" + values + ")"))
                .hasMessageContaining("violates check constraint");
    }

    @Test
    void aSchemaOfANewerProgramIsRefused() {
        database.execute("update installation set schema_version = schema_version + 1");
        try {
            assertThatThrownBy(database::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("run a newer program");
        } finally {
            database.execute("update installation set schema_version = schema_version - 1");
        }
    }

    @Test
    void aSchemaThatIsTooOldOrAbsentNamesTheCommand() {
        database.execute("update installation set schema_version = 0");
        try {
            assertThatThrownBy(database::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("run the command migrate");
        } finally {
            database.execute("update installation set schema_version = " + JdbcStores.SCHEMA_VERSION);
        }
        database.execute("alter table installation rename to moved");
        try {
            assertThatThrownBy(database::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("run the command migrate");
        } finally {
            database.execute("alter table moved rename to installation");
        }
    }

    @Test
    void everyTableAndColumnThatUsersTouchIsExplained() {
        assertThat(database.value("""
                select coalesce(string_agg(c.relname, ' '), 'all') from pg_class c
                where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v')
                    and c.relname in ('broker_account', 'instrument', 'fair_price', 'regeneration_permission',
                        'safety_switch', 'order_request', 'v_order', 'v_pnl', 'v_error')
                    and obj_description(c.oid) is null""")).isEqualTo("all");
    }

    @Test
    void anInsertedRequestNotifiesItsUser() throws SQLException {
        try (Connection listener = database.plain().getConnection();
                Statement statement = listener.createStatement()) {
            statement.execute("listen order_request");
            new OutsideProgram(database.dataSource())
                    .insert("user_id, request_key, kind, order_id", "7, 'k', 'EXIT', 5", NOON);

            PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(5000);

            assertThat(heard).hasSize(1);
            assertThat(heard[0].getParameter()).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'SUBMIT', null, null, null, null, null | account_id is missing",
                "'SUBMIT', 70, 'reliance', 'BUY', 10, null | not an instrument",
                "'SUBMIT', 70, 'NSECM:2885', 'LONG', 10, null | side must be one of",
                "'SUBMIT', 70, 'NSECM:2885', 'BUY', 0, null | quantity must be at least 1",
                "'ADOPT', 70, 'NSECM:2885', 'BUY', 10, null | broker_order_id is missing",
                "'CANCEL', null, null, null, null, null | order_id is missing",
                "'AMEND', null, null, null, null, 5 | sl_stop_price is missing"
            })
    void aRequestThatMakesNoSenseSaysWhy(String values, String why) {
        String more = values.contains("'BUY'") || values.contains("'LONG'") ? "100, 90" : "null, null";
        new OutsideProgram(database.dataSource())
                .insert(
                        "user_id, request_key, product, entry_type, strategy, kind, account_id, instrument, side,"
                                + " quantity, order_id, entry_limit_price, sl_stop_price",
                        "7, 'k', 'MIS', 'LIMIT', 's', " + values + ", " + more,
                        NOON);

        List<OrderRequest> waiting = database.open().inputs().read(7, Set.of()).requests();

        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).invalid()).contains(why);
        assertThat(waiting.get(0).terms()).isNull();
    }

    @Test
    void aRepeatedRequestKeyIsRefusedByTheTable() {
        OutsideProgram program = new OutsideProgram(database.dataSource());
        program.insert("user_id, request_key, kind, order_id", "7, 'k', 'EXIT', 5", NOON);

        assertThatThrownBy(() -> program.insert("user_id, request_key, kind, order_id", "7, 'k', 'EXIT', 5", NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("23505");
    }

    @Test
    void standingAlarmsAreErrorsForReaders() {
        Stores stores = database.open();
        io.ordermonitor.order.Alarm alarm = new io.ordermonitor.order.Alarm(
                7, 0, 3, io.ordermonitor.order.Code.UNPROTECTED, "account X, order 3 has no stop", NOON, null);
        stores.alarms().save(List.of(alarm));

        assertThat(database.value("select code || ': ' || message from v_error where user_id = 7"))
                .isEqualTo("UNPROTECTED: account X, order 3 has no stop");
    }
}
