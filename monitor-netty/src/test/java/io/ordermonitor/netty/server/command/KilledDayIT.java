package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.demo.DemoProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A demo that is killed by SIGKILL in the midst of its day and started again on its folder, three times a day. */
class KilledDayIT {
    private static final String[] DAY = {"demo", "--json", "--port", "0", "--speed", "100000", "--exit-at-close"};
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    @Test
    void killsAtQuietInstantsChangeNothing() throws Exception {
        JsonNode unkilled = summary(folder.resolve("unkilled"));
        JsonNode killed = summary(folder.resolve("quiet"), "quiet:10:31", "quiet:11:52", "quiet:13:47");
        for (String figure : List.of(
                "orders", "fills", "rejected", "regenerated", "realised_pnl", "open_quantity", "unprotected_cycles")) {
            assertThat(killed.get(figure)).as(figure).isEqualTo(unkilled.get(figure));
        }
        assertSafe(killed);
    }

    @Test
    void killsWithinCyclesCostEntriesAtMostAndAreSettledToThePaisa() throws Exception {
        Path data = folder.resolve("within");
        JsonNode killed = summary(data, "intent:e4", "exchange:s3", "outcome:s4");
        assertSafe(killed);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data);
                Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(new BigDecimal(killed.get("realised_pnl").asString()))
                    .isEqualByComparingTo(one(
                            statement,
                            "select sum(case p.side when 'SELL' then f.quantity * f.price else -f.quantity * f.price"
                                    + " end) from paper.fill f join paper.placed p using (account_id, sequence)"));
            assertThat(one(
                            statement,
                            "select count(*) from leg_order where open_write is not null or pending_kind is not null"))
                    .as("legs of which a write is not settled")
                    .isZero();
            assertThat(one(statement, "select count(*) from alarm where code = 'ENTRY_GIVEN_UP'"))
                    .as("entries given up: the one whose placement was cut off before the exchange heard of it")
                    .isEqualByComparingTo("1");
        }
    }

    private static BigDecimal one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getBigDecimal(1);
        }
    }

    private static void assertSafe(JsonNode summary) {
        assertThat(summary.get("duplicate_orders").asInt()).isZero();
        assertThat(summary.get("unprotected_cycles").asInt()).isZero();
        assertThat(summary.get("open_quantity").asInt()).isZero();
    }

    /** Runs the day in a folder, killed once at each doom, and returns what the last process printed at the close. */
    private JsonNode summary(Path data, String... dooms) throws IOException, InterruptedException {
        String[] day = with(DAY, "--data", data.toString());
        for (String doom : dooms) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    testClasses() + System.getProperty("path.separator") + System.getProperty("monitor.jar"),
                    DoomedDemo.class.getName(),
                    doom));
            command.addAll(List.of(day).subList(1, day.length));
            Path log = Files.createTempFile(folder, "doomed", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(log.toFile())
                    .start();
            assertThat(process.waitFor())
                    .as(doom + "\n" + Files.readString(log))
                    .isEqualTo(KILLED);
        }
        try (DemoProcess last = DemoProcess.start(folder, day)) {
            assertThat(last.line().get("event").asString()).isEqualTo("ready");
            JsonNode summary = last.line();
            assertThat(last.exitCode()).as(last.log()).isZero();
            return summary;
        }
    }

    private static String testClasses() {
        return Path.of(DoomedDemo.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
