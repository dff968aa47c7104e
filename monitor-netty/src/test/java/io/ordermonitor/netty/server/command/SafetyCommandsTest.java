package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Switches, permissions, fair prices and alarms on the command line. */
class SafetyCommandsTest extends OnServer {
    @Test
    void switchesAreSetAndLiftedEachForItself() {
        long account = armed(41);
        account(42);
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
        assertThat(run("allow-entries --user 41").out())
                .isEqualTo("allow-entries was done for user 41. No switch is set.");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop-entries --user 77",
                "allow-entries --user 77",
                "pause --user 77 --strategy mine",
                "resume --user 77",
                "flatten --user 77",
                "permit 77 on",
                "permit 77 off"
            })
    void whoHasNoAccountIsTakenForAMistypedUser(String line) {
        account(1);
        Optional<Long> before = requests();
        refused(line, "user 77 has no account here; users with accounts: 1");
        assertThat(requests()).isEqualTo(before);
        assertThat(run("alarms --user 77").out()).isEqualTo("No alarms.");
    }

    @Test
    void whatWasSetForAUserWithoutAnAccountCanBeTakenBack() {
        sql("insert into safety_switch (user_id, all_entries, paused_accounts) values (78, true, '{987654}')");
        sql("insert into regeneration_permission (user_id, enabled, strategies) values (78, true, '{*}')");
        refused("resume --user 78", "user 78 has no account here");
        refused("resume --user 78 --account 987653", "there is no account 987653");
        assertThat(json("resume --user 78 --account 987654").at("/pause/accounts"))
                .isEmpty();
        assertThat(run("allow-entries --user 78").out())
                .isEqualTo("allow-entries was done for user 78. No switch is set.");
        refused("permit 78 on", "user 78 has no account here");
        assertThat(run("permit 78 off").out()).isEqualTo("Rejected entries of user 78 stay rejected.");
        refused("permit 78 off", "user 78 has no account here");
    }

    @Test
    void switchesThatStandAreToldBelowTheAlarms() {
        long account = account(73);
        run("stop-entries --user 73");
        run("stop-entries --user 73 --strategy mine");
        run("pause --user 73 --account " + account);
        String standing = "Standing: entries of user 73 are stopped; entries of strategy mine of user 73 are stopped;"
                + " account " + account + " of user 73 is paused.";
        assertThat(run("alarms --user 73").out().lines()).containsExactly("No alarms.", standing);
        assertThat(run("alarms").out().lines().reduce((first, last) -> last).orElseThrow())
                .startsWith("Standing: ")
                .contains(standing.substring("Standing: ".length(), standing.length() - 1));
        CommandRun program = run("alarms --user 73 --json");
        assertThat(program.out()).isEqualTo("[]");
        assertThat(program.err()).isEqualTo(standing);

        run("allow-entries --user 73");
        run("allow-entries --user 73 --strategy mine");
        run("resume --user 73 --account " + account);
        assertThat(run("alarms --user 73").out()).isEqualTo("No alarms.");
        assertThat(run("alarms --user 73").err()).isEmpty();
    }

    @Test
    void permissionIsGivenAndTaken() {
        account(51);
        assertThat(run("permit 51 on").out())
                .isEqualTo("Rejected entries of user 51 may be placed anew: all strategies.");
        assertThat(json("permit 51 on --strategies b,a").toString())
                .isEqualTo("{\"user_id\":51,\"permitted\":true,\"strategies\":[\"a\",\"b\"]}");
        assertThat(run("permit 51 off").out()).isEqualTo("Rejected entries of user 51 stay rejected.");
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
    void alarmsThatStandAreListed() {
        assertThat(run("alarms --user 71").out()).isEqualTo("No alarms.");
        sql("insert into alarm (user_id, account_id, order_id, code, since, message) values"
                + " (71, 3, 0, 'UNPROTECTED', '2026-01-05T04:00:00Z', 'Order 1 has no stop.')");
        assertThat(json("alarms --user 71").toString())
                .isEqualTo("[{\"since\":\"2026-01-05T04:00:00Z\",\"user_id\":71,\"account_id\":3,\"order_id\":null,"
                        + "\"code\":\"UNPROTECTED\",\"message\":\"Order 1 has no stop.\"}]");
        assertThat(run("alarms").out()).contains("2026-01-05 09:30:00  71", "Order 1 has no stop.");
    }

    @Test
    void whatATerminalWouldActOnIsShownAndJsonStaysExact() {
        sql(
                "insert into alarm (user_id, account_id, order_id, code, since, message) values"
                        + " (72, 3, 0, 'UNPROTECTED', '2026-01-05T04:00:00Z', E'Broker says \\x1b[2J\\nNo alarms.\\u202e\\u009b')");

        CommandRun people = run("alarms --user 72");
        assertThat(people.out()).hasLineCount(2).endsWith("Broker says \\u001b[2J\\nNo alarms.\\u202e\\u009b");
        CommandRun program = run("alarms --user 72 --json");
        assertThat(program.out()).isPrintable();
        assertThat(program.json().get(0).get("message").asString())
                .isEqualTo("Broker says \u001b[2J\nNo alarms.\u202e\u009b");
    }
}
