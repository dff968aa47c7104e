package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /** One for all tests, since unpacking takes seconds. */
    @TempDir
    static Path folder;

    private static String value(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? String.valueOf(result.getString(1)) : "";
            }
        }
    }

    @Test
    void commitsAreDurableAndRowsOutliveTheServer() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder)) {
            assertThat(value(first, "show fsync")).isEqualTo("on");
            assertThat(value(first, "show synchronous_commit")).isEqualTo("on");
            assertThat(value(first, "show full_page_writes")).isEqualTo("on");
            value(first, "create table durable (x integer); insert into durable values (42)");
        }
        assertThat(folder.resolve("pg/postmaster.pid")).doesNotExist();
        try (EmbeddedPostgres second = EmbeddedPostgres.start(folder)) {
            assertThat(value(second, "select x from durable")).isEqualTo("42");
        }
    }

    @Test
    void aFolderInUseIsRefusedAndItsServerLivesOn() throws Exception {
        try (EmbeddedPostgres running = EmbeddedPostgres.start(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another running server");
            assertThat(value(running, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder);
        server.close();
        server.close();
        assertThat(folder.resolve("pg/postmaster.pid")).doesNotExist();
    }

    @Test
    void theServerOfAKilledProcessIsEndedAndItsRowsAreThere() throws Exception {
        runAndKill(inAnotherProcess(folder));
        long orphan = pid(folder);
        assertThat(ProcessHandle.of(orphan))
                .hasValueSatisfying(p -> assertThat(p.isAlive()).isTrue());

        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder)) {
            assertThat(value(next, "select x from kept")).isEqualTo("42");
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void aLocaleThatTheMachineDoesNotHaveIsHarmless() throws Exception {
        Path fresh = folder.resolve("foreign-locale");
        ProcessBuilder process = inAnotherProcess(fresh);
        process.environment().put("LC_ALL", "xx_YY.UTF-8");
        runAndKill(process);
        try (EmbeddedPostgres next = EmbeddedPostgres.start(fresh)) {
            assertThat(value(next, "select x from kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerThatIsKilledRunsAgainOnItsPortWithItsRows() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            value(server, "create table if not exists lasting (x integer); insert into lasting values (42)");
            String url = server.url();
            long killed = pid(folder);
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(value(server, "select x from lasting")).isEqualTo("42"));
            assertThat(pid(folder)).isNotEqualTo(killed);
            assertThat(server.url()).isEqualTo(url);
        }
        assertThat(folder.resolve("pg/postmaster.pid")).doesNotExist();
    }

    @Test
    void aStalePidOfAnotherProgramIsNoPostgres() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Files.write(
                folder.resolve("pg/postmaster.pid"),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        folder.resolve("pg").toString()));

        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder)) {
            assertThat(value(next, "select 1")).isEqualTo("1");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private static long pid(Path home) throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("pg/postmaster.pid")).get(0).trim());
    }

    private static ProcessBuilder inAnotherProcess(Path home) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedPostgresTest.class.getName(),
                        home.toString())
                .redirectErrorStream(true);
    }

    private static void runAndKill(ProcessBuilder command) throws Exception {
        Process process = command.start();
        try {
            awaitRow(process);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void awaitRow(Process process) throws Exception {
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("row is there")) {
                    return;
                }
                said.append(line).append('\n');
            }
        }
        throw new AssertionError("the process ended without its row: " + said);
    }

    /** The process that is killed. */
    public static void main(String[] args) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]));
        value(server, "create table kept (x integer); insert into kept values (42)");
        System.out.println("row is there");
        Thread.currentThread().join();
    }
}
