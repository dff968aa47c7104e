package io.ordermonitor.netty.server.command;

import io.ordermonitor.broker.paper.JdbcPaperStore;
import io.ordermonitor.store.jdbc.JdbcStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** What a server of an earlier version left behind: open orders, writes without an outcome, an alarm. */
public final class OldDatabase {
    private OldDatabase() {}

    /** Makes schema version 3 in an empty database, and its rows; {@code schema-3.sql} says which. */
    public static void make(DataSource database) throws SQLException, IOException {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + JdbcStores.MIGRATIONS)
                .table("schema_history")
                .target("3")
                .load()
                .migrate();
        JdbcPaperStore.open(database);
        try (InputStream in = Objects.requireNonNull(OldDatabase.class.getResourceAsStream("schema-3.sql"));
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
