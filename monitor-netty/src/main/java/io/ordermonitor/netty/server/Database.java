package io.ordermonitor.netty.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.jdbc.JdbcStores;
import io.ordermonitor.store.jdbc.NodeHolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database of a process: its pools, and the embedded server below them if there is one. */
public final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The lease must not wait for what cycles do, nor for long at all. */
    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(3);

    private static final Map<String, String> LEASE_OPTIONS = Map.of(
            "options",
            "-c statement_timeout=3000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=3000 -c TimeZone=UTC",
            "connectTimeout",
            "3",
            "socketTimeout",
            "4",
            "ApplicationName",
            "order-monitor-lease");

    private final @Nullable EmbeddedPostgres server;
    private final HikariDataSource pool;
    private final HikariDataSource leases;

    private Database(@Nullable EmbeddedPostgres server, DatabasePlace.Server place, int connections) {
        this.server = server;
        this.pool = pool("monitor", place, connections, PATIENCE, JdbcStores.connectionOptions());
        this.leases = pool("lease", place, 1, LEASE_PATIENCE, LEASE_OPTIONS);
    }

    /**
     * The database of a place as it is found there; only one in a folder is migrated. Blocking.
     *
     * @param zone in which times are told
     * @throws IllegalStateException if it cannot be had; the message says why
     */
    public static Database open(DatabasePlace place, int connections, ZoneId zone) {
        return place instanceof DatabasePlace.Folder folder
                ? inFolder(folder.path(), connections, zone)
                : new Database(null, checked((DatabasePlace.Server) place), connections);
    }

    /** As the other, but migrated wherever it is. */
    public static Database migrated(DatabasePlace place, int connections, ZoneId zone) {
        if (place instanceof DatabasePlace.Server given) {
            migrate(given, zone);
        }
        return open(place, connections, zone);
    }

    /** Migrates the database of a place and leaves it; blocking. Returns how many migrations ran. */
    public static int migrate(DatabasePlace place, ZoneId zone) {
        if (place instanceof DatabasePlace.Server given) {
            DataSource plain = plain(checked(given));
            refuseIfServed(plain, zone);
            return new Migrations(plain).run();
        }
        try (EmbeddedPostgres server = start(((DatabasePlace.Folder) place).path(), zone)) {
            return new Migrations(server.dataSource()).run();
        }
    }

    /** A server must not find its tables changed under it. */
    private static void refuseIfServed(DataSource database, ZoneId zone) {
        Optional<NodeHolder> holder;
        try {
            holder = new Connected(database).server();
        } catch (StoreException e) {
            // No such table yet.
            return;
        }
        holder.ifPresent(who -> {
            throw new IllegalStateException(ProcessLease.sentence(who, zone));
        });
    }

    private static Database inFolder(Path folder, int connections, ZoneId zone) {
        EmbeddedPostgres server = start(folder, zone);
        try {
            DatabasePlace.Server place = new DatabasePlace.Server(server.url(), null, null);
            new Migrations(plain(place)).run();
            return new Database(server, place, connections);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Path folder, ZoneId zone) {
        try {
            return EmbeddedPostgres.start(folder);
        } catch (FolderInUseException e) {
            Optional<NodeHolder> holder = Optional.empty();
            try {
                holder = Connected.to(new DatabasePlace.Folder(folder)).server();
            } catch (RuntimeException unknown) {
                e.addSuppressed(unknown);
            }
            throw holder.map(who -> new IllegalStateException(ProcessLease.sentence(who, zone), e))
                    .orElse(e);
        }
    }

    private static DatabasePlace.Server checked(DatabasePlace.Server place) {
        PostgresVersion.check(plain(place));
        return place;
    }

    private static DataSource plain(DatabasePlace.Server place) {
        return new PostgresSource(place, Map.of());
    }

    private static HikariDataSource pool(
            String name, DatabasePlace.Server place, int connections, Duration patience, Map<String, String> options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        // Neither URL nor password, which the pool would show when it cannot connect.
        config.setDataSource(new PostgresSource(place, options));
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(patience.toMillis());
        return new HikariDataSource(config);
    }

    /** Connections for the stores. */
    DataSource dataSource() {
        return pool;
    }

    /** A connection for the lease alone. */
    public DataSource leases() {
        return leases;
    }

    @Override
    public void close() {
        leases.close();
        pool.close();
        if (server != null) {
            server.close();
        }
    }
}
