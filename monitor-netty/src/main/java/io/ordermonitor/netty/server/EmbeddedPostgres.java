package io.ordermonitor.netty.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server in a folder, for trying things out and for small installations: data in {@code pg}, programs in
 * {@code bin}. Commits are durable. Every local user can log in to it without a password; for real money run a
 * PostgreSQL of your own and give its URL.
 *
 * <p>A folder serves one process at a time. If that process was killed, its PostgreSQL lives on; the next start ends
 * it first. Nothing stops the server when the JVM ends but {@link #close}, so that a shutdown can still write.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_UP = Duration.ofSeconds(30);
    private static final String INSTEAD = "give the URL of a PostgreSQL (database.url) instead";

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final FileLock lock;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, FileLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Starts the server of a folder; blocks until it answers. A first start unpacks and initialises, some seconds.
     *
     * @param folder made if absent
     * @throws IllegalStateException if the folder is in use, or the server cannot run here; the message says what to do
     */
    public static EmbeddedPostgres start(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        FileLock lock = lock(home);
        try {
            Path data = home.resolve("pg");
            new OrphanedPostgres(data).end();
            EmbeddedPostgres started = new EmbeddedPostgres(launch(home, data), lock);
            LOG.info("embedded PostgreSQL runs folder={} port={}", home, started.port());
            return started;
        } catch (RuntimeException e) {
            unlock(lock);
            throw e;
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(Path home, Path data) {
        try {
            return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(home.resolve("bin").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
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

    private static FileLock lock(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel channel =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new IllegalStateException("the folder " + home
                        + " is in use by another running server: stop that one, or give this one another folder");
            }
            return lock;
        } catch (IOException e) {
            throw new IllegalStateException("the folder " + home + " cannot be used: " + e, e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void unlock(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The loopback port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The URL of its only database, for a connection pool; the user is in it. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Unpooled connections to its only database. */
    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** Stops the server, ending what connections there are, and frees the folder. Does nothing the second time. */
    @Override
    public void close() {
        if (!lock.isValid()) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            unlock(lock);
        }
    }
}
