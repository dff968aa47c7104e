package io.ordermonitor.netty.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server in a folder, for trying things out and for small installations: data in {@code pg}, programs in
 * {@code bin}. Commits are durable. Every local user can log in to it without a password; for real money run a
 * PostgreSQL of your own and give its URL.
 *
 * <p>A folder serves one process at a time. If that process was killed, its PostgreSQL lives on; the next start ends
 * it first. If PostgreSQL ends by itself (out of memory, killed) it is started again on the same port. Nothing stops the
 * server when the JVM ends but {@link #close}, so that a shutdown can still write.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final RunningPostgres server;
    private final FileLock lock;

    private EmbeddedPostgres(RunningPostgres server, FileLock lock) {
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
            EmbeddedPostgres started = new EmbeddedPostgres(RunningPostgres.start(home), lock);
            LOG.info("embedded PostgreSQL runs folder={} port={}", home, started.port());
            return started;
        } catch (RuntimeException e) {
            unlock(lock);
            throw e;
        }
    }

    private static FileLock lock(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel channel =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new FolderInUseException(home);
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
        return server.port();
    }

    /** The URL of its only database, for a connection pool; the user is in it. */
    public String url() {
        return server.url();
    }

    /** Unpooled connections to its only database. */
    public DataSource dataSource() {
        return server.dataSource();
    }

    /** Stops the server, ending what connections there are, and frees the folder. Does nothing the second time. */
    @Override
    public void close() {
        if (!lock.isValid()) {
            return;
        }
        try {
            server.close();
        } finally {
            unlock(lock);
        }
    }
}
