package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A reader's terminal, in a folder where {@code monitor.jar} lies: takes the README's commands as they stand there. Only
 * the port of PostgreSQL is another than the usual one, and the market is open at any hour.
 */
public final class ReadmeShell {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern URL = Pattern.compile("serves at (http://\\S+/)");

    private final Path folder;
    private final int postgresPort;
    private final List<String> exports = new ArrayList<>();

    public ReadmeShell(Path folder, int postgresPort) throws IOException {
        this.folder = folder;
        this.postgresPort = postgresPort;
        Path jar = folder.resolve("monitor.jar");
        if (!Files.exists(jar)) {
            Files.createSymbolicLink(jar, Path.of(System.getProperty("monitor.jar")));
        }
    }

    /** What a command did. */
    public record Ran(int exit, String out, String err) {
        /** Fails with what it said unless it succeeded. */
        public Ran succeeded() {
            assertThat(exit).as(this::toString).isZero();
            return this;
        }
    }

    /** A server that said where it serves. */
    public record Serving(Process process, String url, Path err) {
        /** As the packaged server says it to programs. */
        public JsonNode ready() {
            return JsonNodeFactory.instance.objectNode().put("url", url);
        }

        public String log() throws IOException {
            return Files.readString(err);
        }
    }

    /** Types an {@code export} line, or runs a command to its end. */
    public Ran type(String line) throws IOException, InterruptedException {
        String typed = line.replace("127.0.0.1/", "127.0.0.1:" + postgresPort + "/");
        if (typed.startsWith("export ")) {
            exports.add(typed);
            return new Ran(0, "", "");
        }
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(typed, out, err);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(line)
                .isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Types a command that serves, and waits until it does. */
    public Serving serve(String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start("exec " + line, out, err);
        await().atMost(PATIENCE).until(() -> url(out).find() || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
        Matcher url = url(out);
        assertThat(url.find()).isTrue();
        return new Serving(process, url.group(1), err);
    }

    private static Matcher url(Path out) throws IOException {
        return URL.matcher(Files.readString(out));
    }

    private Process start(String command, Path out, Path err) throws IOException {
        String script = String.join("\n", exports) + "\n" + command;
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.merge(
                "PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + File.pathSeparator + path);
        environment.put("PGPORT", Integer.toString(postgresPort));
        environment.put("MONITOR_SERVER_PORT", "0");
        environment.put("MONITOR_HOURS_CALENDAR", "always");
        environment.put("MONITOR_BROKERS_PAPER_PRICES", "walk");
        environment.put("MONITOR_MONITORING_INITIAL_DELAY", "1s");
        return builder.start();
    }
}
