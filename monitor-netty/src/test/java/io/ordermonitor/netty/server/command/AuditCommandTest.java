package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was written to brokers, and one order's story, on the command line. */
class AuditCommandTest extends OnServer {
    @Test
    void eachWriteOfADayIsALineWithItsCauseAndWhatCameOfIt() {
        long account = armed(51);
        long order = submitted(51, account, FILLING);
        await().atMost(PATIENCE)
                .until(() -> json("audit --user 51").get("writes").size() >= 3);

        CommandRun shown = run("audit --user 51");
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("User 51, ", " writes to brokers (", " ACCEPTED", "Account " + account + ", order " + order)
                .containsPattern(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} +ENTRY +\\w+e1 +PLACE +buy 10 limit 98.00 +0 +entry.place +0 +1 +ACCEPTED")
                .containsPattern(
                        "SL +\\w+s1 +PLACE +sell 10 trigger 80.00 limit [\\d.]+ +4 +sl.place +\\d+ +1 +ACCEPTED");
        assertThat(shown.out().lines()).allMatch(line -> line.length() <= 160);
        JsonNode entry = json("audit --user 51").at("/writes/0");
        assertThat(entry.get("order_id").asLong()).isEqualTo(order);
        assertThat(entry.get("reply").asString()).isEqualTo("ACCEPTED");
        assertThat(entry.get("request_id").asLong()).isPositive();
        assertThat(entry.get("ms").asLong()).isNotNegative();
        assertThat(entry.get("broker_order_id").asString()).isNotEmpty();
    }

    @Test
    void theStoryOfAnOrderIsTold() {
        long account = armed(52);
        long order = submitted(52, account, FILLING + " --key told");
        await().atMost(PATIENCE)
                .until(() -> json("order show " + order).get("legs").size() == 3);
        json("order amend " + order + " --stop 79 --target 104");
        json("order exit " + order);
        untilState(order, "CLOSED");

        CommandRun told = run("audit --user 52 --order " + order);
        assertThat(told.code()).isZero();
        String one = told.out().replaceAll("\\s+", " ");
        assertThat(told.out()).startsWith("Order " + order + " of user 52, account " + account + ": it is CLOSED");
        assertThat(one)
                .containsSubsequence(
                        "(SUBMIT, key told): buy 10 NSECM:11915-A NRML limit 98.00, stop 80.00, target 103.00",
                        "Entry sent as it was submitted",
                        "Accepted as broker order",
                        "filled 10 of 10 at",
                        "Stop-loss sent because filled units had no stop",
                        "Amended by request",
                        "stop 79.00, target 104.00",
                        "Exit asked for by request",
                        "It is CLOSED");
        JsonNode json = json("audit --user 52 --order " + order);
        assertThat(json.get("story").size()).isGreaterThan(7);
        assertThat(json.get("writes").size()).isGreaterThan(2);
        assertThat(run("audit --user 52 --date 2020-01-01 --order " + order).out())
                .endsWith("Nothing happened to it on Wednesday 1 January 2020 (2020-01-01).");
    }

    @Test
    void whatIsNotThereIsSaid() {
        long account = armed(53);
        assertThat(run("audit --user 53 --date 2020-01-01").out())
                .isEqualTo("Nothing was written to a broker for user 53 on Wednesday 1 January 2020 (2020-01-01).");
        assertThat(run("audit --user 53 --date 2126-01-01").out()).endsWith(" (2126-01-01), which is yet to come.");
        assertThat(json("audit --user 53 --date 2020-01-01").get("writes")).isEmpty();
        refused("audit --user 9953", "user 9953 has no account here");
        refused("audit --user 53 --order 777777777", "there is no order 777777777");
        long order = submitted(53, account, RESTING);
        armed(54);
        refused("audit --user 54 --order " + order, "order " + order + " is not user 54's");
        misused("audit --user 53 --date yesterday", "'yesterday' is not a day such as 2026-11-23");
        misused("audit", "--user");
    }
}
