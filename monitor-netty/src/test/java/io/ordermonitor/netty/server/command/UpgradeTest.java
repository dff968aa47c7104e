package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.netty.server.settings.ServeSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer program on the database of an older one, as the README tells to do it. */
class UpgradeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> KEPT = List.of(
            "public.orders", "public.leg_order", "public.intent", "public.order_event", "public.alarm", "paper.placed");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void ordersOpenIntentsAndAlarmsOfAnEarlierSchemaAreKept() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("data"))) {
            Path settings = settings(postgres);
            OldDatabase.make(postgres.dataSource());
            Statements database = new Statements(postgres.dataSource());
            List<String> kept =
                    KEPT.stream().map(table -> queryOf(database, table)).toList();
            List<List<String>> before =
                    kept.stream().map(query -> rows(database, query)).toList();
            CommandRun refused = CommandRun.with(settings, "serve");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("schema version 3", "run the command migrate");
            assertThat(CommandRun.with(settings, "migrate").code()).isZero();
            assertThat(kept.stream().map(query -> rows(database, query))).containsExactlyElementsOf(before);
            assertThat(CommandRun.with(settings, "alarms").out()).contains("UNKNOWN_OUTCOME");
            assertThat(CommandRun.with(settings, "audit --user 1 --order 1")
                            .out()
                            .replaceAll("\\s+", " "))
                    .contains("Submitted by request 1 (SUBMIT, key key-1)", "Accepted as broker order 1000002.")
                    .contains("Stored: ENTERING to OPEN.")
                    .doesNotContain("null");

            Serve serve = new Serve(
                    ServeSettings.load(settings, Map.of()),
                    new Announcer(new PrintStream(out, true, StandardCharsets.UTF_8), true));
            Thread thread = new Thread(() -> run(serve), "upgraded");
            thread.start();
            try {
                assertServed(database);
            } finally {
                thread.interrupt();
                serve.close();
                thread.join();
            }
        }
    }

    private static void assertServed(Statements database) {
        // Order 1: its stop is the one that it had.
        awaitRows(
                database,
                "r1s1 WORKING 1000002",
                "select substr(tag, 4) || ' ' || state || ' ' || broker_order_id"
                        + " from leg_order where order_id = 1 and leg = 'SL'");
        // Order 2: what became of its unrecorded write is read from the book.
        awaitRows(
                database,
                "WORKING 1000003",
                "select state || ' ' || broker_order_id from leg_order where order_id = 2");
        // Order 3: of yesterday, so it ended with its day.
        awaitRows(database, "true", "select (ended_at is not null)::text from orders where order_id = 3");
        // Order 4: of yesterday, and nobody knows what became of its stop.
        awaitRows(database, "FROZEN", "select state from orders where order_id = 4");
        awaitRows(database, "FROZEN", "select code from v_error where order_id = 4");
        assertThat(rows(database, "select count(*)::text from paper.placed")).containsExactly("3");
    }

    private static void awaitRows(Statements database, String row, String sql) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rows(database, sql)).containsExactly(row));
    }

    private static void run(Serve serve) {
        try {
            serve.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What shows the columns that a table has now, whatever it gets later. */
    private static String queryOf(Statements database, String table) {
        String columns = rows(
                        database,
                        "select string_agg(quote_ident(column_name), ', ') from information_schema.columns"
                                + " where table_schema || '.' || table_name = '" + table + "'")
                .get(0);
        return "select row(" + columns + ")::text from " + table + " order by 1";
    }

    private static List<String> rows(Statements database, String sql) {
        return database.rows("look at the upgraded database", sql, row -> row.getString(1));
    }

    private Path settings(EmbeddedPostgres postgres) throws Exception {
        return Files.writeString(folder.resolve("monitor.yaml"), """
                server: {port: 0}
                database: {url: '%s'}
                hours: {calendar: always}
                monitoring: {initial-delay: 100ms, interval: 2s, min-spacing: 50ms}
                brokers: {paper: {prices: walk, latency: 1ms}}
                """.formatted(postgres.url()));
    }
}
