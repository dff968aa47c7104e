package io.ordermonitor.netty.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a killed process left running on a data folder. A second one would wait for it in vain. To be
 * used only by who holds the folder's lock.
 */
final class OrphanedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private final Path data;

    OrphanedPostgres(Path data) {
        this.data = data;
    }

    /** Ends it and waits until it is gone; does nothing if there is none. */
    void end() {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        Optional<ProcessHandle> process = lines(file).stream().findFirst().flatMap(OrphanedPostgres::alive);
        if (process.isEmpty() || !isOurs(process.get())) {
            // PostgreSQL takes any process of that number for its own kind, as after a reboot.
            delete(file);
            return;
        }
        LOG.warn(
                "ending the PostgreSQL that a killed server left behind pid={} folder={}",
                process.get().pid(),
                data);
        signal(process.get(), "INT");
        if (!isGone(process.get(), FAST)) {
            signal(process.get(), "QUIT");
            if (!isGone(process.get(), IMMEDIATE)) {
                throw new IllegalStateException("a PostgreSQL of a killed server still runs on " + data + " as process "
                        + process.get().pid() + " and does not end: end it by hand");
            }
        }
    }

    private static Optional<ProcessHandle> alive(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.trim())).filter(ProcessHandle::isAlive);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** True if the process is a PostgreSQL; its command line, where it can be read, must name the folder. */
    private boolean isOurs(ProcessHandle process) {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        if (Files.isReadable(commandLine)) {
            String words = read(commandLine);
            return words.contains("postgres") && words.contains(data.toString());
        }
        return process.info().command().orElse("").toLowerCase(Locale.ROOT).contains("postgres");
    }

    private static void signal(ProcessHandle process, String name) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            process.destroyForcibly();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ending a PostgreSQL left behind", e);
        }
    }

    private static boolean isGone(ProcessHandle process, Duration within) {
        try {
            process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a PostgreSQL left behind was ending", e);
        }
    }

    private static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
