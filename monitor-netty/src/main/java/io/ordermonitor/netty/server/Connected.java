package io.ordermonitor.netty.server;

import io.ordermonitor.store.Stores;
import io.ordermonitor.store.jdbc.Fences;
import io.ordermonitor.store.jdbc.JdbcStores;
import io.ordermonitor.store.jdbc.NodeHolder;
import io.ordermonitor.store.jdbc.NodeLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The database of a server that may be running, for commands that act on it from another process. Opens nothing that
 * must be closed, starts no server, migrates nothing, takes no lease.
 *
 * <pre>{@code
 * @Mixin private ConfigOption config;
 * ...
 * Connected database = Connected.to(config.settings().database());
 * if (database.server().isEmpty()) { ... say that no server runs ... }
 * database.stores(zone).inputs().saveAccount(account);
 * }</pre>
 *
 * <p>An embedded database answers only while its server runs; its port is read from its folder. A database of the
 * owner's answers whether a server runs or not: ask {@link #server()}.
 *
 * @param dataSource connections without a pool, in autocommit mode
 */
public record Connected(DataSource dataSource) {
    private static final int PORT_LINE = 3;
    private static final String PATIENCE_SECONDS = "10";
    private static final Map<String, String> OPTIONS = Map.of(
            "connectTimeout", PATIENCE_SECONDS,
            "socketTimeout", PATIENCE_SECONDS,
            "ApplicationName", "order-monitor-command");

    /**
     * Connects once to see that it answers. Blocking.
     *
     * @throws IllegalStateException if it does not, or is none that this version knows; the message says what to do
     */
    public static Connected to(DatabasePlace place) {
        if (place instanceof DatabasePlace.Folder folder) {
            return new Connected(checked(of(folder), folder.path()));
        }
        Connected connected = new Connected(of((DatabasePlace.Server) place));
        PostgresVersion.check(connected.dataSource());
        return connected;
    }

    /** Where a server was killed, another folder's may have its port by now: nothing must be written there. */
    private static DataSource checked(DataSource source, Path folder) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            if (row.next() && Files.isSameFile(Path.of(row.getString(1)), folder.resolve("pg"))) {
                return source;
            }
            throw new IllegalStateException(none(folder));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(none(folder), e);
        }
    }

    private static String none(Path folder) {
        return "no server runs on the database in " + folder + ": start it with serve";
    }

    private static DataSource of(DatabasePlace.Server server) {
        return new PostgresSource(server, OPTIONS);
    }

    private static DataSource of(DatabasePlace.Folder folder) {
        String url = "jdbc:postgresql://127.0.0.1:" + portOf(folder.path()) + "/postgres";
        return of(new DatabasePlace.Server(url, "postgres", null));
    }

    private static int portOf(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("pg").resolve("postmaster.pid"));
            return Integer.parseInt(lines.get(PORT_LINE).strip());
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(none(folder), e);
        }
    }

    /** The process that serves this database now; empty if there is none. Blocking. */
    public Optional<NodeHolder> server() {
        return NodeLease.holder(dataSource).filter(holder -> !ThisProcess.isGone(holder.node()));
    }

    /**
     * The process that served this database last, did not give its lease back, let it run out, and may run still; empty
     * if there is none. Blocking.
     */
    public Optional<NodeHolder> stalled() {
        return NodeLease.last(dataSource)
                .filter(holder -> !holder.live())
                .filter(holder -> !ThisProcess.isGone(holder.node()));
    }

    /**
     * The stores. Blocking.
     *
     * @param zone where days are counted
     * @throws io.ordermonitor.store.StoreException if the schema is not this version's; the message names the command
     */
    public Stores stores(ZoneId zone) {
        return JdbcStores.open(
                dataSource, new Fences(dataSource, UUID.randomUUID().toString()), zone);
    }
}
