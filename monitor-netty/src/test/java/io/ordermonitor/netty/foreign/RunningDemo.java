package io.ordermonitor.netty.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged {@code monitor.jar} as a process of its own that plays the demo's day on a free port. */
final class RunningDemo implements AutoCloseable {
    private static final long GOODBYE_SECONDS = 20;

    private final Process process;
    private final JsonNode ready;

    private RunningDemo(Process process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    /** Starts the demo and waits until it serves; its log goes to a file of the folder. */
    static RunningDemo start(Path folder, String... more) throws IOException {
        String jar = System.getProperty("monitor.jar", "");
        if (!Files.isRegularFile(Path.of(jar))) {
            throw new AssertionError("monitor.jar is missing ('" + jar + "'): run these tests as mvn verify -Pforeign");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar,
                "demo",
                "--json",
                "--port",
                "0"));
        command.addAll(List.of(more));
        Path log = folder.resolve("monitor.log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String first = out.readLine();
        if (first == null) {
            throw new AssertionError("monitor.jar did not come up; its log:\n" + Files.readString(log));
        }
        return new RunningDemo(process, new JsonMapper().readTree(first));
    }

    String token(long userId) {
        return ready.required("tokens").required(Long.toString(userId)).stringValue();
    }

    /** Where a user's socket opens. */
    URI socket(long userId) {
        return URI.create(ready.required("url").stringValue().replaceFirst("^http", "ws") + "ws/" + userId);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
