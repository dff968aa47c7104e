package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.Database;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.ProcessLease;
import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.netty.server.ThisProcess;
import io.ordermonitor.store.jdbc.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a PostgreSQL of the owner's on which no server runs, and on folders whose server is gone. */
class CommandsWithoutServerTest {
    private static final String SUBMIT = "order submit --user 1 --account 1 --instrument NSECM:10939 --side buy"
            + " --product nrml --quantity 1 --type limit --limit 280 --stop 270 --strategy mine";

    private static final String NO_SERVER =
            "no server runs on this database: this is what the last one stored; start one with 'serve'";

    private static final String ORDER = """
            {"order_id": 900003, "user_id": 3, "account_id": %d, "instrument": "NSECM:1", "side": "BUY",
            "product": "NRML", "quantity": 10, "entry_type": "MARKET", "sl_stop_price": 80, "strategy": "mine",
            "request_key": "read", "attempt": 1, "trading_day": "2026-01-05", "created_at": "2026-01-05T04:00:00Z",
            "state": "OPEN", "flags": "", "external_exit": 0, "suspected": 0, "realised": 0, "entry_ended": false,
            "exit_requested": false, "entry_filled": 10, "open_quantity": 10, "version": 1}""";

    private static final String HOLDER = "insert into monitor_node (node, host, place, pid, process_start, started_at,"
            + " lease_ends) values ('test', %s, %s, %d, %d, now(), now() + interval '%s')";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static Path settings;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start(folder.resolve("data"));
        settings = Files.writeString(folder.resolve("monitor.yaml"), "database:\n  url: " + postgres.url() + "\n");
        assertThat(CommandRun.with(settings, "alarms").err()).contains("has no schema yet: run the command migrate");
        assertThat(CommandRun.with(settings, "migrate").code()).isZero();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static long count(String what) {
        return new Statements(postgres.dataSource())
                .row("count", "select count(*) from " + what, row -> row.getLong(1))
                .orElseThrow();
    }

    private static void sql(String statement) {
        new Statements(postgres.dataSource()).rows("prepare", statement + " returning 1", row -> true);
    }

    @Test
    void whatChangesOrdersIsRefusedAndNothingIsWritten() {
        sql("insert into instrument values ('paper', 'NSECM:10939', 'JUNIORBEES', 0.01, 1, 1000, 1, 200, 400, now())");
        long account = account(1);
        String submit = SUBMIT.replace("--account 1", "--account " + account);
        for (String line :
                new String[] {submit, "order adopt --broker-order-id 7" + submit.substring(12), "flatten --user 1"}) {
            CommandRun run = CommandRun.with(settings, line);
            assertThat(run.code()).as(run.toString()).isEqualTo(1);
            assertThat(run.err())
                    .contains("no server runs on this database, so nothing was written now: start one with"
                            + " 'java -jar monitor.jar serve'");
        }
        assertThat(count("order_request")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 'flatten --user 7', 'With another key it would be a second request.'",
        "8, SUBMIT, 'Do not submit it again with another key: that would be a second order.'"
    })
    void anAnswerThatDoesNotComeLeavesTheRow(long user, String asked, String last) {
        sql("insert into instrument values ('paper', 'NSECM:1', 'ONE', 0.01, 1, 1000, 1, 200, 400, now())"
                + " on conflict do nothing");
        long account = account(user);
        String line = asked.equals("SUBMIT")
                ? SUBMIT.replace("--user 1 --account 1", "--user " + user + " --account " + account)
                        .replace("NSECM:10939", "NSECM:1")
                : asked;
        try (Database database = Database.open(place(), 4, ZoneOffset.UTC);
                ProcessLease silent =
                        ProcessLease.take(database.leases(), ThisProcess.node(), ZoneOffset.UTC, () -> {})) {
            assertThat(silent.isHeld(user)).isTrue();
            CommandRun waiting = CommandRun.with(settings, line + " --wait 200ms --key again");
            assertThat(waiting.code()).as(waiting.toString()).isEqualTo(3);
            assertThat(waiting.out())
                    .contains("is written with the key again, and no answer to it came within 0.2 s: it may have been"
                            + " carried out, or may still be. Look with 'order list --user " + user
                            + "', or repeat the command with --key again, which does no harm")
                    .endsWith(last)
                    .doesNotContain("next cycle", "taken up");
            CommandRun program = CommandRun.with(settings, line + " --wait 200ms --key again --json");
            assertThat(program.code()).isEqualTo(3);
            assertThat(program.json().get("status").asString()).isEqualTo("waiting");
            assertThat(waiting.out()).contains("Request " + program.json().get("request_id") + " ");

            sql("update order_request set status = 'REFUSED', reason = E'no\\x1b[2J' where user_id = " + user);
            CommandRun answered = CommandRun.with(settings, line + " --wait 30s --key again");
            assertThat(answered.code()).isEqualTo(1);
            assertThat(answered.err()).isEqualTo("refused: no\\u001b[2J");
        }
        sql("delete from order_request where user_id = " + user);
    }

    private static long account(long user) {
        CommandRun added = CommandRun.with(
                settings, "account add --user " + user + " --broker paper --client-code Y" + user + " --json");
        return added.json().get("account_id").asLong();
    }

    private static DatabasePlace place() {
        return new DatabasePlace.Server(postgres.url(), null, null);
    }

    @Test
    void theKillSwitchCanBeSetAllTheSame() {
        account(5);
        CommandRun run = CommandRun.with(settings, "stop-entries --user 5");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Entries are stopped for the whole user")
                .endsWith("(no server runs now: it counts as soon as one does)");
        assertThat(count("safety_switch where user_id = 5 and all_entries")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarms", "order list --user 3", "order show 900003", "account list", "fair-price list"})
    void whatIsOnlyReadSaysThatNobodyKeepsItFresh(String line) {
        long account = account(3);
        sql("insert into orders select (jsonb_populate_record(null::orders, '" + ORDER.formatted(account) + "')).*");
        try {
            reads(line, NO_SERVER);
            assertThat(CommandRun.with(settings, line).err()).isEqualTo(NO_SERVER);

            sql(HOLDER.formatted("'far-host'", "'elsewhere'", 4711, 1, "-1 minute"));
            reads(line, NO_SERVER + " (pid 4711 on host far-host held the lease until 2");
            assertThat(CommandRun.with(settings, line).err()).endsWith(": it may stand still)");

            sql("update monitor_node set lease_ends = now() + interval '1 hour'");
            reads(line, "");

            Node here = ThisProcess.node();
            sql("delete from monitor_node");
            sql(HOLDER.formatted("'here'", "'" + here.place() + "'", here.pid(), here.start() + 1, "1 hour"));
            reads(line, NO_SERVER);
            sql("update monitor_node set lease_ends = now() - interval '1 hour'");
            reads(line, NO_SERVER);
        } finally {
            sql("delete from monitor_node");
            sql("delete from orders where order_id = 900003");
            sql("delete from broker_account where id = " + account);
        }
    }

    /** The answer is the same with a server and without. */
    private static void reads(String line, String notes) {
        CommandRun people = CommandRun.with(settings, line);
        assertThat(people.code()).as(people.toString()).isZero();
        assertThat(people.err()).startsWith(notes);
        assertThat(people.err().isEmpty()).isEqualTo(notes.isEmpty());
        assertThat(people.out()).isNotEmpty().doesNotContain("no server");
        CommandRun program = CommandRun.with(settings, line + " --json");
        assertThat(program.code()).isZero();
        assertThat(program.err()).isEqualTo(people.err());
        assertThat(program.json().isMissingNode()).isFalse();
    }

    @Test
    void aTokenIsStoredAsAHashAlone() {
        String token = CommandRun.with(settings, "token issue --user 6").out();
        assertThat(count("access_token where user_id = 6")).isEqualTo(1);
        assertThat(count("access_token where sha256 like '%" + token + "%'")).isZero();
        assertThat(count("access_token where sha256 = encode(sha256('" + token + "'), 'hex')"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarms", "account list", "order list --user 1", "fair-price list"})
    void aFolderWhoseServerIsGoneIsSaidInASentence(String line) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "database:\n  folder: nothing-there\n");
        CommandRun run = CommandRun.with(empty, line);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("no server runs on the database in").endsWith("start it with serve");
    }

    @Test
    void anotherFoldersServerOnTheSamePortIsNotWrittenTo() throws IOException {
        Path stale = Files.createDirectories(folder.resolve("stale").resolve("pg"));
        Files.copy(folder.resolve("data/pg/postmaster.pid"), stale.resolve("postmaster.pid"));
        Path file = Files.writeString(folder.resolve("stale.yaml"), "database:\n  folder: stale\n");

        CommandRun run = CommandRun.with(file, "stop-entries --user 9");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no server runs on the database in " + folder.resolve("stale"));
        assertThat(count("safety_switch where user_id = 9")).isZero();
    }
}
