package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Migrations as a program that embeds them runs them. */
class MigrationsTest {
    private final DataSource database = mock(DataSource.class, RETURNS_DEEP_STUBS);

    @Test
    void anOldPostgresIsRefusedBeforeAnythingRuns() throws SQLException {
        when(database.getConnection().getMetaData().getDatabaseMajorVersion()).thenReturn(14);

        assertThatIllegalStateException()
                .isThrownBy(() -> new Migrations(database).run())
                .withMessageContaining("the database is a PostgreSQL 14, and 15 or newer is needed");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInASentence() throws SQLException {
        when(database.getConnection()).thenThrow(new SQLException("refused"));

        assertThatIllegalStateException()
                .isThrownBy(() -> new Migrations(database).run())
                .withMessageContaining("the database cannot be reached: refused");
    }
}
