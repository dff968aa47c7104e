package io.ordermonitor.netty.server.command;

import io.ordermonitor.broker.paper.JdbcPaperStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/** What a server of an earlier version left behind: open orders, writes without an outcome, an alarm. */
public final class OldDatabase {
    private OldDatabase() {}

    /** Writes its rows into the empty tables of schema version 3 or later; {@code schema-3.sql} says which. */
    public static void fill(DataSource database) throws SQLException, IOException {
        JdbcPaperStore.open(database);
        try (InputStream in = Objects.requireNonNull(OldDatabase.class.getResourceAsStream("schema-3.sql"));
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
