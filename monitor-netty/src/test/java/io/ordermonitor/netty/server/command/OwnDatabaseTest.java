package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.Database;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.ProcessLease;
import io.ordermonitor.netty.server.ThisProcess;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.jdbc.Node;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a PostgreSQL of the owner's, given by its URL. */
class OwnDatabaseTest {
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;
    private static Path config;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void aServer() throws Exception {
        server = EmbeddedPostgres.start(folder.resolve("data"));
        config = Files.writeString(
                folder.resolve("monitor.yaml"), "server: {port: 0}\ndatabase: {url: '" + server.url() + "'}\n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void anEmptyDatabase() {
        execute("drop schema public cascade; create schema public; drop schema if exists paper cascade");
    }

    private static void execute(String sql) {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int run(String... arguments) {
        return MonitorCommand.execute(arguments, new PrintStream(out), new PrintStream(err));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static DatabasePlace place() {
        return new DatabasePlace.Server(server.url(), null, null);
    }

    @Test
    void serveNamesTheCommandThatMakesTheTables() {
        assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
        assertThat(text(err)).contains("the database has no schema yet: run the command migrate");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void migrateMakesThemOnce() {
        assertThat(run("migrate", "--config", config.toString())).isZero();
        assertThat(run("migrate", "--config", config.toString())).isZero();
        assertThat(text(out)).containsPattern("migrations run: [1-9]").contains("migrations run: 0.");
        assertThat(Connected.to(place()).stores(INDIA).inputs().exposedUsers(LocalDate.EPOCH))
                .isEmpty();
    }

    @Test
    void serveRefusesTheTablesOfAnotherVersion() {
        run("migrate", "--config", config.toString());
        execute("update installation set schema_version = 1");
        assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
        assertThat(text(err)).contains("schema version 1 and this program needs");
        execute("update installation set schema_version = 1000");
        assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
        assertThat(text(err)).contains("schema version 1000", "run a newer program");
    }

    @Test
    void whereOneServesNoOtherServesOrMigrates() {
        run("migrate", "--config", config.toString());
        Node holder = ThisProcess.node();
        try (Database database = Database.open(place(), 4, INDIA);
                ProcessLease lease = ProcessLease.take(database.leases(), holder, INDIA, () -> {})) {
            assertThat(lease.isHeld(1)).isTrue();
            String says = "served by another process: pid " + holder.pid() + " on host " + holder.host() + " since 2";
            assertThatIllegalStateException()
                    .isThrownBy(() -> ProcessLease.take(database.leases(), ThisProcess.node(), INDIA, () -> {}))
                    .withMessageContaining(says);
            assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
            assertThat(run("migrate", "--config", config.toString())).isEqualTo(1);
            assertThat(run("demo", "--port", "0", "--database-url", server.url()))
                    .isEqualTo(1);
            assertThat(text(err).split(says, -1)).hasSize(4);
        }
        assertThat(Connected.to(place()).server()).isEmpty();
    }

    @Test
    void aServerWhoseLeaseIsTakenEndsWithASentence() {
        run("migrate", "--config", config.toString());
        CompletableFuture<Void> taker = CompletableFuture.runAsync(() -> await().atMost(Duration.ofSeconds(60))
                        .until(() -> text(out).contains("Order Monitor serves at http://127.0.0.1:")))
                .thenRun(() -> execute("update monitor_node set node = 'another'"));

        assertThat(run("serve", "--config", config.toString())).isEqualTo(1);

        assertThat(taker).isCompleted();
        assertThat(text(err)).contains("another process serves this database now: it took the lease");
    }

    @Test
    void aFolderWhoseServerIsStoppedSaysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Connected.to(new DatabasePlace.Folder(folder.resolve("none"))))
                .withMessageContaining("no server runs on the database in " + folder.resolve("none"));
    }

    @Test
    void aDatabaseWithoutTablesIsNoneForCommands() {
        assertThatThrownBy(() -> Connected.to(place()).stores(INDIA))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("run the command migrate");
    }
}
