package io.ordermonitor.netty.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ordermonitor.store.jdbc.JdbcStores;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of a process: its pool, migrated, and the embedded server below it if there is one. */
final class Database implements AutoCloseable {
    private static final int POOL = 10;
    private static final long PATIENCE_MILLIS = 10_000;

    private final @Nullable EmbeddedPostgres server;
    private final HikariDataSource pool;

    private Database(@Nullable EmbeddedPostgres server, HikariDataSource pool) {
        this.server = server;
        this.pool = pool;
    }

    /** A database in a folder, on the embedded server; blocks until it is migrated. */
    static Database inFolder(Path folder) {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        try {
            return open(server, server.url(), null, null);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The database at a JDBC URL; blocks until it is migrated. */
    static Database at(String url, @Nullable String user, @Nullable String password) {
        return open(null, url, user, password);
    }

    private static Database open(
            @Nullable EmbeddedPostgres server, String url, @Nullable String user, @Nullable String password) {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setURL(url);
        if (user != null) {
            plain.setUser(user);
        }
        if (password != null) {
            plain.setPassword(password);
        }
        new Migrations(plain).run();
        HikariConfig config = new HikariConfig();
        config.setPoolName("monitor");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(POOL);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        JdbcStores.connectionOptions().forEach(config::addDataSourceProperty);
        return new Database(server, new HikariDataSource(config));
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
        if (server != null) {
            server.close();
        }
    }
}
