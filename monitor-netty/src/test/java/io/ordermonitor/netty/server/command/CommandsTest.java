package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.netty.server.settings.ServeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every command, run against a server on paper that runs in this process on a real PostgreSQL. */
class CommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHARE = "NSECM:11915-A";

    /** Far from the walk of the prices, which stays around 90. */
    private static final String RESTING = " --instrument " + SHARE + " --side buy --product nrml --quantity 10"
            + " --type limit --limit 80 --stop 78 --target 103 --strategy mine";

    private static final String FILLING = RESTING.replace("--limit 80 --stop 78", "--limit 98 --stop 80");

    @TempDir
    static Path folder;

    private static Path settings;
    private static Thread thread;
    private static Serve serve;
    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws IOException {
        settings = Files.writeString(folder.resolve("monitor.yaml"), """
                server:
                  port: 0
                database:
                  folder: data
                hours:
                  calendar: always
                monitoring:
                  min-spacing: 50ms
                brokers:
                  paper:
                    kind: paper
                    prices: walk
                    latency: 1ms
                """);
        serve = new Serve(
                ServeSettings.load(settings, Map.of()),
                new Announcer(new PrintStream(SAID, true, StandardCharsets.UTF_8), true));
        thread = new Thread(
                () -> {
                    try {
                        serve.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "served");
        thread.start();
        await().atMost(PATIENCE)
                .until(() -> SAID.toString(StandardCharsets.UTF_8).contains("ready"));
    }

    @AfterAll
    static void stop() {
        thread.interrupt();
        serve.close();
    }

    private static CommandRun run(String line) {
        return CommandRun.with(settings, line);
    }

    /** What a command prints as JSON, once it has succeeded. */
    private static JsonNode json(String line) {
        CommandRun run = run(line + " --json");
        assertThat(run.code()).as(line + ": " + run).isZero();
        assertThat(run.err()).as(line).isEmpty();
        return run.json();
    }

    /** Refused with a sentence, on the error channel and as JSON alike. */
    private static void refused(String line, String says) {
        CommandRun run = run(line + " --json");
        assertThat(run.code()).as(line + ": " + run).isEqualTo(1);
        assertThat(run.err()).contains(says).doesNotContain("\tat ", "Exception");
        assertThat(run.json().get("refused").asString()).isEqualTo(run.err());
    }

    private static void misused(String line, String says) {
        CommandRun run = run(line);
        assertThat(run.code()).as(line + ": " + run).isEqualTo(2);
        assertThat(run.err()).contains(says);
    }

    private static long account(long user) {
        return json("account add --user " + user + " --broker paper --client-code C" + user + "-" + System.nanoTime())
                .get("account_id")
                .asLong();
    }

    private static long armed(long user) {
        long id = account(user);
        assertThat(json("account arm " + id).get("mode").asString()).isEqualTo("armed");
        return id;
    }

    private static long submitted(long user, long account, String terms) {
        JsonNode answer = json("order submit --user " + user + " --account " + account + terms);
        assertThat(answer.get("status").asString()).isEqualTo("done");
        return answer.get("order_id").asLong();
    }

    private static void untilState(long order, String state) {
        await().atMost(PATIENCE)
                .until(() -> json("order show " + order).get("state").asString().equals(state));
    }

    private static Optional<Long> requests() {
        return new Statements(Connected.to(new DatabasePlace.Folder(folder.resolve("data")))
                        .dataSource())
                .row("count", "select count(*) from order_request", row -> row.getLong(1));
    }

    private static void sql(String statement) {
        new Statements(Connected.to(new DatabasePlace.Folder(folder.resolve("data")))
                        .dataSource())
                .rows("prepare", statement + " returning 1", row -> true);
    }

    @Test
    void anAccountIsAddedInModeObserveAndSwitched() {
        CommandRun added = run("account add --user 11 --broker paper --client-code AB1234 --exits single");
        assertThat(added.code()).isZero();
        assertThat(added.out())
                .matches("Account \\d+ of user 11 was added, in mode observe: nothing is sent until"
                        + " 'account arm \\d+'\\.");
        JsonNode account = json("account list --user 11").get(0);
        long id = account.get("account_id").asLong();
        assertThat(account.toString())
                .isEqualTo("{\"account_id\":" + id + ",\"user_id\":11,\"broker\":\"paper\",\"client_code\":\"****34\","
                        + "\"active\":true,\"mode\":\"observe\",\"exits\":\"single\"}");
        assertThat(run("account list --user 11").out())
                .matches("account id +user id +broker +client code +active +mode +exits\\R" + id
                        + " +11 +paper +\\*{4}34 +yes +observe +single");

        assertThat(run("account arm " + id).out())
                .isEqualTo("Account " + id + " of user 11 at broker paper is armed: from the next cycle its orders are"
                        + " sent to the broker.");
        assertThat(json("account observe " + id).get("mode").asString()).isEqualTo("observe");
        assertThat(json("account disable " + id).get("active").asBoolean()).isFalse();
        refused("order submit --user 11 --account " + id + RESTING, "account " + id + " is disabled: 'account enable");
        assertThat(json("account enable " + id).get("active").asBoolean()).isTrue();
        refused("account add --user 12 --broker paper --client-code AB1234", "account " + id + " of user 11 at broker");
    }

    @Test
    void whatIsNotThereIsNamed() {
        refused("account arm 999", "there is no account 999; 'account list' shows");
        refused("account add --user 1 --broker zerodha --client-code x", "have no brokers.zerodha; they have paper");
        refused("order show 999", "there is no order 999; 'order list --user N' shows");
        refused("order cancel 999", "there is no order 999");
        refused("settle --order 999 --open 1", "there is no order 999");
        assertThat(run("order list --user 999").out()).isEqualTo("User 999 has no orders today.");
        assertThat(run("account list --user 999").out()).isEqualTo("No accounts; 'account add' adds one.");
        assertThat(json("account list --user 999").toString()).isEqualTo("[]");
    }

    @Test
    void anOrderIsCheckedBeforeAnythingIsWritten() {
        long account = armed(21);
        Optional<Long> before = requests();
        String submit = "order submit --user 21 --account " + account + RESTING;
        refused(submit.replace("--account " + account, "--account 999"), "there is no account 999");
        refused(submit.replace("--user 21", "--user 22"), "account " + account + " is not user 22's");
        refused(
                submit.replace(SHARE, "YESBANK"),
                "instrument YESBANK is not in the instrument table of broker paper; the nearest are NSECM:11915-A"
                        + " (YESBANK-A), NSECM:11915-B (YESBANK-B), NSECM:11915-C (YESBANK-C)");
        refused(submit.replace(SHARE, "NSECM:10938"), "the nearest are NSECM:10939 (JUNIORBEES)");
        misused(submit.replace("--limit 80 ", ""), "--type limit needs --limit");
        misused(submit.replace("--type limit", "--type market"), "--type market takes no --limit");
        misused(submit.replace("--type limit", "--type stoplimit"), "--type stoplimit needs --trigger");
        misused(submit + " --trigger 81", "--type limit takes no --trigger");
        misused(submit.replace("--type limit", "--type stopmarket"), "--type is limit, market or stoplimit");
        misused(submit.replace("--stop 78", "--stop 82"), "--stop must lie on the losing side of the entry");
        misused(submit.replace("--target 103", "--target 79"), "--target must lie on the winning side of the entry");
        misused(submit + " --valid-until tomorrow", "--valid-until is 'tomorrow'; it takes");
        assertThat(requests()).isEqualTo(before);

        refused(submit.replace("--limit 80", "--limit 80.01"), "is not on the tick of 0.05 of YESBANK-A");
        refused(submit + " --valid-until 2020-01-01T10:00+05:30", "the order was valid until 2020-01-01T04:30:00Z");
    }

    @Test
    void anOrderThatRestsIsShownAmendedAndCancelled() {
        long account = armed(31);
        CommandRun submitted = run("order submit --user 31 --account " + account + RESTING + " --key first");
        assertThat(submitted.code()).as(submitted.toString()).isZero();
        assertThat(submitted.out()).matches("Order \\d+ was taken\\. It is ENTERING, filled 0 of 10, open 0\\.");
        long order = json("order list --user 31").get(0).get("order_id").asLong();
        assertThat(submitted.out()).startsWith("Order " + order + " ");

        assertThat(run("order submit --user 31 --account " + account + RESTING + " --key first")
                        .out())
                .isEqualTo(submitted.out());
        refused(
                "order submit --user 31 --account " + account + RESTING.replace("10", "11") + " --key first",
                "the key first of user 31 belongs to another request: nothing was written");
        assertThat(json("order list --user 31")).hasSize(1);

        refused("account disable " + account, "has orders that are not ended: [" + order + "]");
        refused("account observe " + account, "has orders that are not ended: [" + order + "]");
        assertThat(run("order amend " + order + " --stop 77.50").out())
                .startsWith("Order " + order + " has the stop 77.50 and the target 103.00. It is ENTERING");
        assertThat(run("order amend " + order + " --stop 77 --no-target").out())
                .startsWith("Order " + order + " has the stop 77.00 and no target.");
        misused("order amend " + order + " --stop 81", "--stop must lie on the losing side");
        JsonNode shown = json("order show " + order);
        assertThat(shown.get("stop").asDecimal()).isEqualByComparingTo("77");
        assertThat(shown.get("target").isNull()).isTrue();

        assertThat(run("order cancel " + order).out())
                .startsWith("The rest of the entry of order " + order + " is being cancelled. It is ");
        untilState(order, "ENTRY_CANCELLED");
        refused("order cancel " + order, "order " + order + " is ENTRY_CANCELLED: it has ended");
        refused("order exit " + order, "it has ended");
        refused("order amend " + order + " --stop 70", "it has ended");
        assertThat(run("order show " + order).out())
                .contains("state        ENTRY_CANCELLED", "leg    slice  number  state", "PLACE entry", "CANCEL entry");
    }

    @Test
    void anOrderThatFillsIsProtectedAndExited() {
        long account = armed(32);
        long order = submitted(32, account, FILLING);
        untilState(order, "OPEN");
        await().atMost(PATIENCE)
                .until(() -> json("order show " + order).get("legs").size() >= 2);
        refused("settle --order " + order + " --open 10", "order " + order + " is OPEN, not FROZEN");
        assertThat(json("order list --user 32").get(0).get("open").asInt()).isEqualTo(10);

        assertThat(run("order exit " + order).out()).startsWith("Order " + order + " is being closed. It is ");
        untilState(order, "CLOSED");
        assertThat(json("order list --user 32 --all")).hasSize(1);
        assertThat(json("order show " + order).get("history").size()).isGreaterThan(4);
    }

    @Test
    void aFrozenOrderIsSettled() {
        long other = submitted(36, armed(36), RESTING);
        long account = armed(35);
        sql("insert into orders select (jsonb_populate_record(o, '{\"order_id\": 900001, \"user_id\": 35,"
                + " \"account_id\": " + account + ", \"request_key\": \"frozen\", \"state\": \"FROZEN\"}')).*"
                + " from orders o where order_id = " + other);
        assertThat(json("order show 900001").get("state").asString()).isEqualTo("FROZEN");
        refused(
                "settle --order 900001 --open 5",
                "cannot be settled with 5 open units: account " + account + " held 0");
        CommandRun settled = run("settle --order 900001 --open 0");
        assertThat(settled.code()).as(settled.toString()).isZero();
        assertThat(settled.out()).startsWith("Order 900001 was settled with 0 open. It is ");
        refused("settle --order 900001 --open 0", "not FROZEN");
    }

    @Test
    void anObservedAccountsOrderIsTakenAndNotSent() {
        long account = account(33);
        CommandRun run = run("order submit --user 33 --account " + account + RESTING);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .endsWith("Nothing was sent: account " + account + " is in mode observe; 'account arm " + account
                        + "' changes that.");
    }

    @Test
    void anEntryAtTheBrokerIsAdopted() {
        long account = armed(34);
        long first = submitted(34, account, RESTING);
        await().atMost(PATIENCE).until(() -> !brokerOrder(first).isNull());
        String known = brokerOrder(first).asString();
        refused(
                "order adopt --broker-order-id " + known + " --user 34 --account " + account + RESTING,
                "broker order " + known + " is managed already");
        CommandRun adopted =
                run("order adopt --broker-order-id 424242 --user 34 --account " + account + RESTING + " --json");
        assertThat(adopted.code()).as(adopted.toString()).isZero();
        assertThat(adopted.json().get("order_id").asLong()).isNotEqualTo(first);
    }

    private static JsonNode brokerOrder(long order) {
        return json("order show " + order).get("legs").get(0).get("broker_order_id");
    }

    @Test
    void switchesAreSetAndLiftedEachForItself() {
        long account = armed(41);
        CommandRun stopped = run("stop-entries --user 41 --strategy mine");
        assertThat(stopped.out())
                .isEqualTo("stop-entries was done for user 41, strategy mine. Entries are stopped for strategy mine;"
                        + " paused is nothing.");
        refused("order submit --user 41 --account " + account + RESTING, "are stopped (stop-entries)");
        assertThat(json("pause --user 41 --account " + account).toString())
                .isEqualTo("{\"user_id\":41,\"stop_entries\":{\"everything\":false,\"accounts\":[],\"strategies\":"
                        + "[\"mine\"]},\"pause\":{\"everything\":false,\"accounts\":[" + account
                        + "],\"strategies\":[]}}");
        refused("order submit --user 41 --account " + account + RESTING, "(pause)");
        assertThat(json("allow-entries --user 41 --strategy mine").at("/stop_entries/strategies"))
                .isEmpty();
        assertThat(json("resume --user 41 --account " + account).at("/pause/accounts"))
                .isEmpty();
        submitted(41, account, RESTING);
        refused("pause --user 42 --account " + account, "account " + account + " is not user 42's");
        refused("flatten --user 42 --account " + account, "account " + account + " is not user 42's");
    }

    @Test
    void flattenClosesEverythingAndStopsEntries() {
        long account = armed(43);
        long resting = submitted(43, account, RESTING);
        long filling = submitted(43, account, FILLING);
        untilState(filling, "OPEN");
        assertThat(run("flatten --user 43 --account " + account).out())
                .isEqualTo("Flattening user 43, account " + account + ": stop-entries is set for account " + account
                        + "; orders asked to exit: 2.");
        untilState(filling, "CLOSED");
        untilState(resting, "ENTRY_CANCELLED");
        assertThat(json("resume --user 43").at("/stop_entries/accounts").toString())
                .isEqualTo("[" + account + "]");
    }

    @Test
    void aFairPriceIsSetAndListed() {
        Instant before = Instant.now();
        assertThat(run("fair-price set NSECM:10939 --buy 281.5").out())
                .startsWith("Fair prices of NSECM:10939: buy 281.50, sell -, as of ");
        JsonNode set = json("fair-price set NSECM:10939 --buy 281.5 --sell 281.25 --source desk");
        assertThat(Instant.parse(set.get("as_of").asString())).isBetween(before, Instant.now());
        JsonNode listed = json("fair-price list").get(0);
        assertThat(listed.get("sell").asDecimal()).isEqualByComparingTo("281.25");
        assertThat(listed.get("source").asString()).isEqualTo("desk");
        assertThat(listed.get("symbol").asString()).isEqualTo("JUNIORBEES");
        refused(
                "fair-price set JUNIORBEE --buy 1",
                "instrument JUNIORBEE is not in the instrument table; the nearest" + " are NSECM:10939 (JUNIORBEES)");
    }

    @Test
    void permissionIsGivenAndTaken() {
        assertThat(run("permit 51 on").out())
                .isEqualTo("Rejected entries of user 51 may be placed anew: all strategies.");
        assertThat(json("permit 51 on --strategies b,a").toString())
                .isEqualTo("{\"user_id\":51,\"permitted\":true,\"strategies\":[\"a\",\"b\"]}");
        assertThat(run("permit 51 off").out()).isEqualTo("Rejected entries of user 51 stay rejected.");
    }

    @Test
    void aTokenIsShownOnceAndRevokedFromStandardInput() {
        CommandRun issued = run("token issue --user 61 --valid-for 8h");
        assertThat(issued.code()).isZero();
        assertThat(issued.out()).matches("[A-Za-z0-9_-]{43}");
        assertThat(issued.err()).startsWith("Valid until ").doesNotContain(issued.out());
        CommandRun revoked = CommandRun.withInput(settings, issued.out() + "\n", "token revoke");
        assertThat(revoked.code()).isZero();
        assertThat(revoked.out()).isEqualTo("The token was revoked.");
        CommandRun again = CommandRun.withInput(settings, issued.out(), "token revoke");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("is not known: nothing was revoked").doesNotContain(issued.out());
        refused("token revoke", "no token on standard input");

        run("token issue --user 61");
        run("token issue --user 61");
        assertThat(json("token revoke --user 61").toString()).isEqualTo("{\"revoked\":2}");
    }

    @Test
    void alarmsThatStandAreListed() {
        assertThat(run("alarms --user 71").out()).isEqualTo("No alarms.");
        sql("insert into alarm (user_id, account_id, order_id, code, since, message) values"
                + " (71, 3, 0, 'UNPROTECTED', '2026-01-05T04:00:00Z', 'Order 1 has no stop.')");
        assertThat(json("alarms --user 71").toString())
                .isEqualTo("[{\"since\":\"2026-01-05T04:00:00Z\",\"user_id\":71,\"account_id\":3,\"order_id\":null,"
                        + "\"code\":\"UNPROTECTED\",\"message\":\"Order 1 has no stop.\"}]");
        assertThat(run("alarms").out()).contains("2026-01-05 09:30:00  71", "Order 1 has no stop.");
    }

    @ParameterizedTest
    @CsvSource({"order exit %d, EXIT", "order cancel %d, CANCEL"})
    void anAnswerThatDoesNotComeLeavesTheRow(String line, String kind) {
        long user = kind.equals("EXIT") ? 81 : 82;
        long account = armed(user);
        long order = submitted(user, account, RESTING);
        assertThat(json("account disable " + account + " --leave-orders")
                        .get("active")
                        .asBoolean())
                .isFalse();
        CommandRun waiting = run(String.format(line, order) + " --wait 200ms --key again");
        assertThat(waiting.code()).isEqualTo(3);
        assertThat(waiting.out())
                .contains("No answer within 0.2 s. Request ", " stands and is taken up in user " + user, "--key again");
        CommandRun program = run(String.format(line, order) + " --wait 200ms --key again --json");
        assertThat(program.code()).isEqualTo(3);
        assertThat(program.json().get("status").asString()).isEqualTo("waiting");
        assertThat(waiting.out()).contains("Request " + program.json().get("request_id") + " ");

        json("account enable " + account);
        assertThat(run(String.format(line, order) + " --wait 30s --key again").code())
                .isZero();
    }
}
