package io.ordermonitor.netty.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of the demo's own that is gone when the demo is. */
record DemoFolder(Path path) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoFolder.class);

    static DemoFolder fresh() {
        try {
            return new DemoFolder(Files.createTempDirectory("order-monitor-demo-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made for temporary files: set -Djava.io.tmpdir", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(DemoFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the demo's folder could not be deleted folder={} cause={}", path, e.toString());
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
