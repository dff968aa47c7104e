package io.ordermonitor.netty.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of a folder, kept running on one port until it is closed. To be used only by who holds the folder's
 * lock. Thread-safe.
 */
final class RunningPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPostgres.class);
    private static final Duration START_UP = Duration.ofSeconds(30);
    private static final String INSTEAD = "give the URL of a PostgreSQL instead (demo: --database-url)";
    private static final String DATA = "pg";
    private static final int ATTEMPTS = 10;
    private static final int ANY_PORT = 0;

    private final Path home;
    private final int port;
    private final ExecutorService keeper = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "postgres-keeper");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;
    private EmbeddedPostgres server;

    private RunningPostgres(Path home, EmbeddedPostgres server) {
        this.home = home;
        this.server = server;
        this.port = server.getPort();
    }

    /** Ends what a killed process left, and starts; blocks until it answers. */
    static RunningPostgres start(Path home) {
        new OrphanedPostgres(home.resolve(DATA)).end();
        RunningPostgres started = new RunningPostgres(home, launch(home, ANY_PORT));
        started.watch();
        return started;
    }

    int port() {
        return port;
    }

    synchronized String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    synchronized DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    private void watch() {
        try {
            Path file = home.resolve(DATA).resolve("postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
            // Told of the end at once if it has come already.
            ProcessHandle.of(pid)
                    .ifPresentOrElse(
                            process -> process.onExit().thenRunAsync(this::revive, keeper),
                            () -> keeper.execute(this::revive));
        } catch (IOException | RuntimeException e) {
            LOG.warn("whether the embedded PostgreSQL runs is not watched folder={} cause={}", home, e.toString());
        }
    }

    private synchronized void revive() {
        for (int attempt = 1; !closed; attempt++) {
            LOG.error("the embedded PostgreSQL ended by itself; starting it again folder={} port={}", home, port);
            try {
                server.close();
                new OrphanedPostgres(home.resolve(DATA)).end();
                server = launch(home, port);
                LOG.warn("the embedded PostgreSQL runs again folder={} port={}", home, port);
                watch();
                return;
            } catch (IOException | RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    LOG.error("the embedded PostgreSQL does not start any more: restart this server", e);
                    return;
                }
            }
            try {
                // Those who served its connections may still be ending.
                wait(TimeUnit.SECONDS.toMillis(attempt));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static EmbeddedPostgres launch(Path home, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(home.resolve("bin").toFile())
                    .setDataDirectory(home.resolve(DATA))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    // That of the environment may be one that this machine has not.
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(START_UP)
                    // It would run without fsync.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setServerConfig("shared_buffers", "128MB")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(explain(home, e), e);
        }
    }

    private static String explain(Path home, Exception failure) {
        if (String.valueOf(failure.getMessage()).contains("Missing")) {
            return "no embedded PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ": " + INSTEAD;
        }
        String user = System.getProperty("user.name", "?");
        if (user.isBlank() || user.equals("?")) {
            return "the embedded PostgreSQL needs a user that this machine knows, and this process's user id has no"
                    + " name: run it as a named user, or " + INSTEAD;
        }
        return "the embedded PostgreSQL in " + home + " did not start: " + failure.getMessage()
                + "; read its lines in the log, or " + INSTEAD;
    }

    /** Stops it, ending what connections there are; it is not started again. */
    @Override
    public void close() {
        closed = true;
        keeper.shutdownNow();
        synchronized (this) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
