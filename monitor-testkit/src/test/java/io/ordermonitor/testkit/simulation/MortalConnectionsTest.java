package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.store.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.Given.class)
class MortalConnectionsTest {
    private final TestDatabase database;
    private final DatabaseFaults faults = new DatabaseFaults();
    private int moments;
    private int deadly = Integer.MAX_VALUE;

    MortalConnectionsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    private DataSource connections() {
        return MortalConnections.of(database.dataSource(), faults, () -> {
            if (++moments >= deadly) {
                throw new ProcessKilled();
            }
        });
    }

    /** Two statements and a commit. */
    private void write() throws SQLException {
        try (Connection connection = connections().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            insert(connection, 2);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void insert(Connection connection, long user) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into monitor_user (user_id, owner, fence) values (?, 'me', 1)")) {
            statement.setLong(1, user);
            statement.execute();
        }
    }

    private String rows() {
        return database.value("select count(*) from monitor_user");
    }

    @Test
    void aProcessMayDieBeforeAndAfterEachStatementAndCommit() throws SQLException {
        write();

        assertThat(rows()).isEqualTo("2");
        assertThat(moments).isEqualTo(6);
    }

    @Test
    void whatAKilledProcessHadNotCommittedIsRolledBack() {
        for (deadly = 1; deadly <= 5; deadly++) {
            moments = 0;
            assertThatThrownBy(this::write).isInstanceOf(ProcessKilled.class);
            assertThat(rows()).as("killed at moment %d", deadly).isEqualTo("0");
        }
    }

    @Test
    void whatItHadCommittedStays() {
        deadly = 6;

        assertThatThrownBy(this::write).isInstanceOf(ProcessKilled.class);

        assertThat(rows()).isEqualTo("2");
    }

    @Test
    void aStatementOrCommitThatFailsTakesTheTransactionWithIt() {
        for (int statement = 0; statement <= 2; statement++) {
            faults.failAfter(statement);
            assertThatThrownBy(this::write).isInstanceOf(SQLException.class).hasMessageContaining("as planned");
            assertThat(rows()).as("failed at statement %d", statement).isEqualTo("0");
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostHasHappened() {
        faults.loseReplyAfter(2);

        assertThatThrownBy(this::write).isInstanceOf(SQLException.class);

        assertThat(rows()).isEqualTo("2");
    }

    @Test
    void aStatementWhoseAnswerIsLostWithinATransactionHasNot() {
        faults.loseReplyAfter(1);

        assertThatThrownBy(this::write).isInstanceOf(SQLException.class);

        assertThat(rows()).isEqualTo("0");
    }

    @Test
    void anOutageLastsUntilItIsRestored() throws SQLException {
        faults.outage();
        assertThatThrownBy(this::write).isInstanceOf(SQLException.class);

        faults.restore();
        write();

        assertThat(rows()).isEqualTo("2");
    }
}
