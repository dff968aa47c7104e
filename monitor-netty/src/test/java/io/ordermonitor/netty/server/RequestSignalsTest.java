package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestSignalsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LISTENERS =
            "select count(*) from pg_stat_activity where application_name = 'signals under test'";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();

    @BeforeAll
    static void migrate() {
        postgres = EmbeddedPostgres.start(folder);
        new Migrations(postgres.dataSource()).run();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    @AfterEach
    void clear() throws SQLException {
        run("delete from order_request");
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void write(long user, String key) throws SQLException {
        run("insert into order_request (user_id, request_key, kind, order_id, created_at) values (" + user + ", '" + key
                + "', 'EXIT', 1, now())");
    }

    /** Listening on a connection that the test can tell from others; the first row heard says that it does. */
    private RequestSignals listen(LongConsumer requested) throws SQLException, InterruptedException {
        org.postgresql.ds.PGSimpleDataSource own = new org.postgresql.ds.PGSimpleDataSource();
        own.setUrl(postgres.url());
        own.setApplicationName("signals under test");
        write(1, "waits already");
        RequestSignals signals = RequestSignals.start(own, requested);
        assertThat(next()).as("a row that was written before").isEqualTo(1);
        return signals;
    }

    private Long next() throws InterruptedException {
        return heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theUserOfARowIsHeardOfAsSoonAsItIsWritten() throws Exception {
        try (RequestSignals signals = listen(heard::add)) {
            write(9007199254740991L, "k");
            assertThat(next()).isEqualTo(9007199254740991L);
            run("notify order_request, 'nobody'");
            write(3, "k");
            assertThat(next()).as("a signal that names no user is passed over").isEqualTo(3);
            assertThat(signals).isNotNull();
        }
    }

    @Test
    void aRowWrittenWhileTheLineWasCutIsHeardOfAfterwards() throws Exception {
        try (RequestSignals signals = listen(heard::add)) {
            run("update order_request set status = 'DONE'");
            run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'signals under test'");
            await().atMost(PATIENCE).until(() -> count(LISTENERS) == 0);
            write(5, "k");
            assertThat(next()).isEqualTo(5);
            assertThat(signals).isNotNull();
        }
    }

    @Test
    void afterOneUsersTroubleTheNextIsStillHeardOf() throws Exception {
        LongConsumer troubled = user -> {
            heard.add(user);
            if (user == 1) {
                throw new IllegalStateException("planned");
            }
        };
        try (RequestSignals signals = listen(troubled)) {
            write(6, "k");
            assertThat(next()).isEqualTo(6);
            assertThat(signals).isNotNull();
        }
    }

    @Test
    void aClosedOneLetsItsConnectionGo() throws Exception {
        listen(heard::add).close();

        await().atMost(PATIENCE).until(() -> count(LISTENERS) == 0);
        assertThat(heard).isEmpty();
    }
}
