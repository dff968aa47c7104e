package io.ordermonitor.netty.server.command;

import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.settings.ServeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A server on paper in this process on a real PostgreSQL, one for all test classes together.
 *
 * @param settings the file of its settings; its database is in the folder data beside it
 */
record RunningServer(Path settings, Serve serve, Thread thread) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SETTINGS = """
            server:
              port: 0
            database:
              folder: data
            hours:
              calendar: always
            monitoring:
              min-spacing: 50ms
            brokers:
              paper:
                kind: paper
                prices: walk
                latency: 1ms
            """;

    /** Starts it before the first class that needs it; it stops after the last of all. */
    static final class First implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            RunningServer running = context.getRoot()
                    .getStore(Namespace.create(RunningServer.class))
                    .computeIfAbsent(RunningServer.class, key -> start(), RunningServer.class);
            OnServer.use(running.settings());
        }
    }

    private static RunningServer start() {
        try {
            Path folder = Files.createTempDirectory("order-monitor-commands-");
            Path settings = Files.writeString(folder.resolve("monitor.yaml"), SETTINGS);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            Serve serve = new Serve(
                    ServeSettings.load(settings, Map.of()),
                    new Announcer(new PrintStream(said, true, StandardCharsets.UTF_8), true));
            Thread thread = new Thread(() -> serve(serve), "served");
            thread.start();
            await().atMost(PATIENCE)
                    .until(() -> said.toString(StandardCharsets.UTF_8).contains("ready"));
            return new RunningServer(settings, serve, thread);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Serve serve) {
        try {
            serve.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        serve.close();
        try (Stream<Path> all = Files.walk(settings.getParent())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
