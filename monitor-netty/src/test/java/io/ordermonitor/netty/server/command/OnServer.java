package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.Statements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What tests of commands do on the server that runs for them. Each has users of its own. */
@ExtendWith(RunningServer.First.class)
abstract class OnServer {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String SHARE = "NSECM:11915-A";

    /** Far from the walk of the prices, which stays around 90. */
    static final String RESTING = " --instrument " + SHARE + " --side buy --product nrml --quantity 10"
            + " --type limit --limit 80 --stop 78 --target 103 --strategy mine";

    static final String FILLING = RESTING.replace("--limit 80 --stop 78", "--limit 98 --stop 80");

    private static @Nullable Path file;

    /** Is called before the first test. */
    static void use(Path settings) {
        file = settings;
    }

    static Path settings() {
        return Objects.requireNonNull(file, "no server runs");
    }

    static CommandRun run(String line) {
        return CommandRun.with(settings(), line);
    }

    /** What a command prints as JSON, once it has succeeded. */
    static JsonNode json(String line) {
        CommandRun run = run(line + " --json");
        assertThat(run.code()).as(line + ": " + run).isZero();
        assertThat(run.err()).as(line).isEmpty();
        return run.json();
    }

    /** Refused with a sentence, on the error channel and as JSON alike. */
    static void refused(String line, String says) {
        CommandRun run = run(line + " --json");
        assertThat(run.code()).as(line + ": " + run).isEqualTo(1);
        assertThat(run.err()).contains(says).doesNotContain("\tat ", "Exception");
        assertThat(run.json().get("refused").asString()).isEqualTo(run.err());
    }

    static void misused(String line, String says) {
        CommandRun run = run(line);
        assertThat(run.code()).as(line + ": " + run).isEqualTo(2);
        assertThat(run.err()).contains(says);
    }

    static long account(long user) {
        return json("account add --user " + user + " --broker paper --client-code C" + user + "-" + System.nanoTime())
                .get("account_id")
                .asLong();
    }

    static long armed(long user) {
        long id = account(user);
        assertThat(json("account arm " + id).get("mode").asString()).isEqualTo("armed");
        return id;
    }

    static long submitted(long user, long account, String terms) {
        JsonNode answer = json("order submit --user " + user + " --account " + account + terms);
        assertThat(answer.get("status").asString()).isEqualTo("done");
        return answer.get("order_id").asLong();
    }

    static void untilState(long order, String state) {
        await().atMost(PATIENCE)
                .until(() -> json("order show " + order).get("state").asString().equals(state));
    }

    static Optional<Long> requests() {
        return new Statements(database()).row("count", "select count(*) from order_request", row -> row.getLong(1));
    }

    static void sql(String statement) {
        new Statements(database()).rows("prepare", statement + " returning 1", row -> true);
    }

    private static DataSource database() {
        return Connected.to(new DatabasePlace.Folder(settings().resolveSibling("data")))
                .dataSource();
    }
}
