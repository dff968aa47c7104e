package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.process.RemoteBrokers;
import io.ordermonitor.netty.server.settings.ServeSettings;
import io.ordermonitor.store.jdbc.NodeLease;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The server as {@code serve} runs it, at an exchange that is a process of its own. Arguments: the settings file, the
 * exchange's address, the lease's term and the profile's settle window and absence spacing in milliseconds.
 */
public final class ServeAtExchange {
    private ServeAtExchange() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("logback.configurationFile", "io/ordermonitor/netty/server/logback.xml");
        Duration term = millis(arguments[2]);
        ServeSeams seams = new ServeSeams(
                (settings, held, clock, teardown) -> {
                    RemoteBrokers brokers = new RemoteBrokers(
                            URI.create(arguments[1]), clock, millis(arguments[3]), millis(arguments[4]));
                    teardown.add(brokers);
                    return new ServeSeams.Line(brokers, () -> {});
                },
                new NodeLease.Terms(term, term.dividedBy(3)));
        Serve serve =
                new Serve(ServeSettings.load(Path.of(arguments[0]), Map.of()), new Announcer(System.out, true), seams);
        Runtime.getRuntime().addShutdownHook(new Thread(serve::close, "stop"));
        endWhenOrphaned();
        int code = 0;
        try (serve) {
            serve.run();
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    /** Whoever started it holds the other end of its input. */
    private static void endWhenOrphaned() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // As good as the end.
                    }
                    Runtime.getRuntime().halt(2);
                },
                "orphan-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
