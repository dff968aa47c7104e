package io.ordermonitor.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.Given.class)
class JdbcTransactionTest {
    private final TestDatabase database;
    private final Sql sql;

    JdbcTransactionTest(TestDatabase database) {
        this.database = database;
        this.sql = new Sql(database.dataSource());
    }

    /** Autocommit is switched on again at the end, which would commit what was done so far. */
    @Test
    void whatAnErrorBreaksOffIsRolledBack() {
        database.clear();

        assertThatThrownBy(() ->
                        sql.with("break off", connection -> Sql.inTransaction(connection, () -> halfDone(connection))))
                .isInstanceOf(StackOverflowError.class);

        assertThat(database.value("select count(*) from monitor_user")).isEqualTo("0");
    }

    private static boolean halfDone(Connection connection) throws SQLException {
        Sql.execute(connection, new Query("insert into monitor_user (user_id, owner, fence) values (7, 'me', 1)"));
        throw new StackOverflowError("in the middle");
    }
}
