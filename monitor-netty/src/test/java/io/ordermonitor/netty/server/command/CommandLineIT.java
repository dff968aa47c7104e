package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.demo.DemoProcess;
import io.ordermonitor.netty.server.demo.Tab;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The packaged jar's command line. */
class CommandLineIT {
    @TempDir
    Path folder;

    @Test
    void helpNamesEveryOptionAndTheExitCodes() throws Exception {
        try (DemoProcess top = DemoProcess.start(folder, "--help");
                DemoProcess demo = DemoProcess.start(folder, "help", "demo")) {
            assertThat(top.rest()).contains("demo", "version", "Exit codes", "143");
            assertThat(top.exitCode()).isZero();
            assertThat(demo.rest())
                    .contains(
                            "--speed", "--port", "--bind", "--json", "--exit-at-close", "--nudges", "--data", "--hold")
                    .contains("--database-url", "java -jar monitor.jar demo");
            assertThat(demo.exitCode()).isZero();
        }
    }

    @Test
    void theVersionIsThatOfTheJar() throws Exception {
        try (DemoProcess process = DemoProcess.start(folder, "version")) {
            assertThat(process.rest()).matches("Order Monitor \\d+\\.\\d+\\.\\d+\\S*\\RJava [^\\r\\n]+\\R");
            assertThat(process.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "demo --sped, Unknown option: '--sped'",
        "demo --speed 0, --speed must be from 0.01",
        "demo --speed fast, --speed",
        "demo --port 70000, --port must be 0 to 65535",
        "demo --nudges maybe, --nudges must be on or off",
        "demo --bind 192.0.2.1, --bind takes a loopback address",
        "demo --bind=, --bind takes a loopback address",
        "demo --data=, --data needs the name of a folder",
        "demo --data x --database-url jdbc:postgresql:x, exclude each other",
        "demo --database-url mysql:x, must begin with jdbc:postgresql:",
        "serf, Unmatched argument"
    })
    void whatIsNotUnderstoodIsNamed(String line, String says) throws Exception {
        try (DemoProcess process = DemoProcess.start(folder, line.split(" "))) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.log()).contains(says);
            assertThat(process.rest()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInASentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DemoProcess process =
                        DemoProcess.start(folder, "demo", "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.log())
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "choose another")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aDatabaseOutOfReachIsSaidInASentence() throws Exception {
        try (DemoProcess process = DemoProcess.start(
                folder, "demo", "--port", "0", "--database-url", "jdbc:postgresql://127.0.0.1:1/none")) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.log())
                    .contains("the database cannot be reached: Connection to 127.0.0.1:1 refused")
                    .doesNotContain("\tat ", "Flyway");
        }
    }

    @Test
    void aStopTellsEveryClientAndLeavesNothingBehind() throws Exception {
        try (DemoProcess process = DemoProcess.start(folder, "demo", "--json", "--port", "0")) {
            JsonNode ready = process.line();
            HttpClient client = HttpClient.newHttpClient();
            Tab tab = Tab.open(client, ready, 1);
            URI url = URI.create(ready.get("url").asString());
            assertThat(status(client, url)).isEqualTo(200);
            assertThat(status(client, url.resolve("/readyz"))).isEqualTo(200);
            Path database = database(process.log());
            assertThat(database).isDirectory();
            Instant asked = Instant.now();
            process.terminate();
            assertThat(process.exitCode()).isEqualTo(143);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(tab.closeCode()).isEqualTo(1012);
            assertThat(database).doesNotExist();
            assertThat(process.log()).doesNotContain("WARN", "Exception");
            assertThat(postgresOf(database)).isEmpty();
        }
    }

    private static int status(HttpClient client, URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Path database(String log) {
        int at = log.indexOf("folder=") + "folder=".length();
        return Path.of(log.substring(at, log.indexOf(' ', at)));
    }

    private static Stream<ProcessHandle> postgresOf(Path database) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(database.toString()));
    }
}
