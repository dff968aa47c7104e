package io.ordermonitor.netty.server.process;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.Database;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.order.Account;
import io.ordermonitor.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of its own, durable as a real one is, that can be stopped and started. Not thread-safe. */
final class RealDatabase implements AutoCloseable {
    private static final Duration START_UP = Duration.ofSeconds(30);

    private final Path home;
    private EmbeddedPostgres server;

    private RealDatabase(Path home) throws IOException {
        this.home = home;
        this.server = launch(0);
    }

    /** A new one with the monitor's schema. */
    static RealDatabase start(Path home, ZoneId zone) throws IOException, SQLException {
        RealDatabase started = new RealDatabase(home);
        try (Connection connection = started.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('fsync') || current_setting('synchronous_commit')")) {
            row.next();
            if (!row.getString(1).equals("onon")) {
                throw new IllegalStateException("this database is not durable: " + row.getString(1));
            }
        }
        Database.migrate(started.place(), zone);
        return started;
    }

    private EmbeddedPostgres launch(int port) throws IOException {
        return EmbeddedPostgres.builder()
                // The programs are unpacked once in a JVM, so no trial that ends may take them away.
                .setOverrideWorkingDirectory(
                        home.getParent().resolveSibling("postgresql").toFile())
                .setDataDirectory(home.resolve("pg"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(true)
                .setPort(port)
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(START_UP)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    private DatabasePlace.Server place() {
        return new DatabasePlace.Server(url(), null, null);
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** Accounts and instruments. */
    void prepare(ZoneId zone, Account... accounts) {
        Stores stores = Connected.to(place()).stores(zone);
        stores.instruments().save(RemoteBrokers.NAME, Share.instruments());
        for (Account account : accounts) {
            stores.inputs().saveAccount(account);
        }
    }

    /** As {@code pg_ctl stop -m fast}: transactions are rolled back, connections ended. */
    void stopFast() throws IOException {
        server.close();
    }

    /** As {@code pg_ctl stop -m immediate}, a crash: the next start recovers from the log. */
    void stopImmediately() throws IOException, InterruptedException {
        String pid = Files.readAllLines(home.resolve("pg").resolve("postmaster.pid"))
                .get(0)
                .strip();
        new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(postmaster -> {
            try {
                postmaster.onExit().get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("PostgreSQL does not end", e);
            }
        });
        // Finds nothing to stop, and says so; but it lets go of the folder.
        server.close();
    }

    /** On the same port. */
    void startAgain() throws IOException {
        server = launch(server.getPort());
    }

    /** Ends all connections but those of the caller. */
    int cutConnections() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
