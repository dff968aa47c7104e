package io.ordermonitor.netty.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as a process of its own, out of the packaged jar, that can be killed, stopped and let go on. */
final class ServerProcess implements AutoCloseable {
    private static final String MAIN = "io.ordermonitor.netty.server.command.ServeAtExchange";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader out;
    private final Path log;
    private final Instant startedAt = Instant.now();

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    static ServerProcess start(Path log, String... arguments) throws IOException {
        return new ServerProcess(
                new ProcessBuilder(java(MAIN, arguments))
                        .redirectError(log.toFile())
                        .start(),
                log);
    }

    static List<String> java(Class<?> main, String... arguments) {
        return java(main.getName(), arguments);
    }

    private static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classes() + System.getProperty("path.separator") + System.getProperty("monitor.jar"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classes() {
        return Path.of(ServerProcess.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    /** Waits for the ready line; false if it ends without one. */
    boolean isReady() throws IOException {
        String line = out.readLine();
        return line != null && line.contains("\"ready\"");
    }

    /** Waits for the ready line and says when it came. */
    Instant ready() throws IOException {
        if (!isReady()) {
            throw new AssertionError("the server did not start; its log:\n" + log());
        }
        return Instant.now();
    }

    Instant startedAt() {
        return startedAt;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not end; its log:\n" + log());
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    Path logFile() {
        return log;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
