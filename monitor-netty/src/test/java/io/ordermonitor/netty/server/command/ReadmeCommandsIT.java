package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README on a database of one's own, as they stand there. */
class ReadmeCommandsIT {
    private static final Pattern BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PORT = "0";

    @TempDir
    Path folder;

    private String databaseUrl = "";

    @Test
    void everyCommandOfTheReadmeWorksAsItIsWritten() throws Exception {
        Files.createSymbolicLink(folder.resolve("monitor.jar"), Path.of(System.getProperty("monitor.jar")));
        String readme = Files.readString(Path.of("..", "README.md"));
        String section = readme.substring(readme.indexOf("## Leave it running"), readme.indexOf("### When an alarm"));
        List<String> blocks =
                BLOCK.matcher(section).results().map(m -> m.group(1)).toList();
        assertThat(blocks).hasSize(2);
        List<String> server = lines(blocks.get(0));
        assertThat(server.get(0)).startsWith("export MONITOR_DATABASE_URL=");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"))) {
            databaseUrl = postgres.url();
            assertThat(run(server.get(2)).exit())
                    .as("serve before migrate is refused")
                    .isEqualTo(1);
            assertThat(run(server.get(1)).exit()).isZero();
            Process serving = serve(server.get(2));
            try {
                for (String command : lines(blocks.get(1))) {
                    Ran ran = run(command);
                    assertThat(ran.exit()).as(command + "\n" + ran.output()).isZero();
                    if (command.contains("order submit")) {
                        await().atMost(PATIENCE).until(this::hasLiveStop);
                    }
                }
                Ran second = run(server.get(2));
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.output()).contains("served by another process: pid " + serving.pid());
                serving.destroyForcibly();
                serving.waitFor();
                serving = serve(server.get(2));
            } finally {
                serving.destroy();
                assertThat(serving.waitFor()).isEqualTo(143);
            }
        }
    }

    private record Ran(int exit, String output) {}

    private boolean hasLiveStop() throws Exception {
        Matcher stop = Pattern.compile("SL +0 +1 +(SENT|WORKING)")
                .matcher(run("java -jar monitor.jar order show 1").output());
        return stop.find();
    }

    private static List<String> lines(String block) {
        return Stream.of(block.replaceAll("\\\\\\n *", "").split("\\n")).toList();
    }

    private Process serve(String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "serve", ".txt");
        Process process =
                process("exec " + command).redirectOutput(out.toFile()).start();
        await().atMost(PATIENCE).until(() -> Files.readString(out).contains("serves at") || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
        return process;
    }

    private Ran run(String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "command", ".txt");
        Process process = process(command).redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(command)
                .isTrue();
        return new Ran(process.exitValue(), Files.readString(out));
    }

    private ProcessBuilder process(String command) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.merge(
                "PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + File.pathSeparator + path);
        environment.put("MONITOR_DATABASE_URL", databaseUrl);
        environment.put("MONITOR_SERVER_PORT", PORT);
        environment.put("MONITOR_HOURS_CALENDAR", "always");
        environment.put("MONITOR_BROKERS_PAPER_PRICES", "walk");
        return builder;
    }
}
