package io.ordermonitor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README, run as a reader runs it: a process of its own, at whatever hour it is. */
class QuickstartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PAGE = Pattern.compile("Open http://(\\S+)/#user=(\\d+)&token=(\\S+)");
    private static final Pattern LIVE_STOP =
            Pattern.compile("^\\{\"type\":\"order_update\".*\"sl\":\\{\"status\":\"WORKING\",[^}]*\"quantity\":100,.*");

    @TempDir
    Path folder;

    /** Texts as they come; the close as its code. */
    private static final class Tab implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code);
            return null;
        }

        String next(Pattern wanted) throws InterruptedException {
            StringBuilder all = new StringBuilder();
            long until = System.nanoTime() + PATIENCE.toNanos();
            for (long left = PATIENCE.toNanos(); left > 0; left = until - System.nanoTime()) {
                String one = heard.poll(left, TimeUnit.NANOSECONDS);
                if (one != null && wanted.matcher(one).matches()) {
                    return one;
                }
                all.append('\n').append(one);
            }
            throw new AssertionError("nothing like " + wanted + " within " + PATIENCE + ", but:" + all);
        }
    }

    @Test
    void anOrderIsSubmittedFilledAndProtectedAndTheUserSeesIt() throws Exception {
        Path log = folder.resolve("log.txt");
        Process program = start(log);
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            Matcher page = PAGE.matcher(String.valueOf(out.readLine()));
            assertThat(page.matches())
                    .as(() -> "the first line is the page's address; log: " + read(log))
                    .isTrue();
            assertThat(out.readLine()).startsWith("Submitted[");

            Tab tab = new Tab();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("monitor.v1", "bearer." + page.group(3))
                    .buildAsync(URI.create("ws://" + page.group(1) + "/ws/" + page.group(2)), tab)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(socket.getSubprotocol()).isEqualTo("monitor.v1");
            assertThat(tab.next(Pattern.compile(".*"))).startsWith("{\"type\":\"connection_established\"");
            tab.next(LIVE_STOP);

            program.destroy();
            tab.next(Pattern.compile("closed 1012"));
            assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void anEmbeddersClassPathHoldsNoDatabaseServerAndNoLoggingBackEnd() {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString())
                .toList();

        assertThat(jars).as("it is the real class path").anyMatch(jar -> jar.startsWith("netty-transport"));
        assertThat(jars)
                .noneMatch(jar -> jar.contains("postgres") || jar.contains("zonky"))
                .noneMatch(
                        jar -> jar.startsWith("logback") || jar.startsWith("slf4j-simple") || jar.startsWith("log4j"))
                .noneMatch(jar -> jar.startsWith("flyway") || jar.startsWith("HikariCP") || jar.startsWith("picocli"));
    }

    private static Process start(Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        "0")
                .redirectError(log.toFile())
                .start();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
