package io.ordermonitor.netty.server;

import io.ordermonitor.store.jdbc.JdbcStores;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a database to the schema that this version needs. Needs Flyway on the class path. Safe to run from several
 * processes at once, and again at any time.
 */
public final class Migrations {
    private final DataSource dataSource;

    /**
     * @param dataSource a PostgreSQL 15 or newer, as a user who may create tables
     */
    public Migrations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs the migrations that are missing; blocks until they are done.
     *
     * @return how many ran
     * @throws IllegalStateException if the database cannot be reached or is too old; the message says which
     */
    public int run() {
        PostgresVersion.check(dataSource);
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:" + JdbcStores.MIGRATIONS)
                .table("schema_history")
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
