package io.ordermonitor.netty.server;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Which PostgreSQL will do. */
final class PostgresVersion {
    private static final int OLDEST = 15;

    private PostgresVersion() {}

    /**
     * Connects once. Blocking.
     *
     * @throws IllegalStateException if the database cannot be reached or is too old; the message says which
     */
    static void check(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            check(connection.getMetaData().getDatabaseMajorVersion());
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database cannot be reached: " + e.getMessage() + " Look at its URL, user and password.", e);
        }
    }

    static void check(int major) {
        if (major < OLDEST) {
            throw new IllegalStateException("the database is a PostgreSQL " + major + ", and " + OLDEST
                    + " or newer is needed: give another one");
        }
    }
}
