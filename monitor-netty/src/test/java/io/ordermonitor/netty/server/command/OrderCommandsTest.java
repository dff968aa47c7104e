package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders on the command line. */
class OrderCommandsTest extends OnServer {
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

        refused(
                "account disable " + account,
                "has orders that are not ended: " + order + " (ENTERING, open 0); end them");
        refused(
                "account observe " + account,
                "has orders that are not ended: " + order + " (ENTERING, open 0); end them");
        assertThat(run("order amend " + order + " --stop 77.50").out())
                .startsWith("Order " + order + " has the stop 77.50 and the target 103.00. It is ENTERING");
        misused(
                "order amend " + order + " --stop 104.5",
                "--stop 104.5 lies beyond the order's target 103.00, which stays unless --target or --no-target is"
                        + " given");
        misused("order amend " + order + " --stop 103", "--stop 103 lies at the order's target 103.00, which stays");
        misused("order amend " + order + " --stop 79 --target 78", "--target must lie on the winning side of --stop");
        misused("order amend " + order + " --target 78", "Missing required option: '--stop=P'");
        assertThat(run("order amend " + order + " --stop 77 --no-target").out())
                .startsWith("Order " + order + " has the stop 77.00 and no target.");
        refused("order amend " + order + " --stop 81", "must lie on the losing side of the entry while that may fill");
        JsonNode shown = json("order show " + order);
        assertThat(shown.get("stop").asDecimal()).isEqualByComparingTo("77");
        assertThat(shown.get("target").isNull()).isTrue();

        assertThat(run("order cancel " + order).out())
                .matches("The rest of the entry of order " + order + " is (being )?cancelled\\. It is ENT.*");
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

        assertThat(run("order exit " + order).out())
                .matches("Order " + order + " is (being closed|closed)\\. It is .*");
        untilState(order, "CLOSED");
        assertThat(json("order list --user 32 --all")).hasSize(1);
        assertThat(json("order show " + order).get("history").size()).isGreaterThan(4);
    }

    @Test
    void ordersThatAreLeftAreNamedWithWhatRestsAtTheBroker() {
        long account = armed(47);
        long order = submitted(47, account, FILLING);
        await().atMost(PATIENCE)
                .until(() -> json("order show " + order).get("legs").size() == 3);

        refused("account disable " + account, order + " (OPEN, open 10)");
        String id = json("order show " + order)
                .get("legs")
                .get(1)
                .get("broker_order_id")
                .asString();
        CommandRun left = run("account disable " + account + " --leave-orders");
        assertThat(left.code()).isZero();
        assertThat(left.out().lines().toList())
                .hasSize(4)
                .first()
                .asString()
                .endsWith("is disabled: it is neither read nor written.");
        assertThat(left.out())
                .contains("order " + order + "  " + SHARE + "  OPEN  open 10  at the broker: SL " + id
                        + " (10 to fill), TP ")
                .endsWith("act at the broker, or take it back with 'account enable " + account + "'.");
        await().atMost(PATIENCE).until(() -> json("alarms --user 47").size() == 1);
        assertThat(run("alarms --user 47").out())
                .contains("ACCOUNT_OUT", "Account " + account + " is disabled", "order " + order + " of", id);

        json("account enable " + account);
        await().atMost(PATIENCE).until(() -> json("alarms --user 47").isEmpty());
        JsonNode again = json("account observe " + account + " --leave-orders");
        assertThat(again.at("/orders_left/0/order_id").asLong()).isEqualTo(order);
        assertThat(again.at("/orders_left/0/live/0/broker_order_id").asString()).isEqualTo(id);
        json("account arm " + account);
        json("order exit " + order);
        untilState(order, "CLOSED");
        assertThat(json("account disable " + account).has("orders_left")).isFalse();
    }

    @Test
    void anOrderThatWasOnlyObservedSaysWhyItEnded() {
        long account = account(40);
        long order = submitted(40, account, RESTING);
        long other = submitted(40, account, RESTING);
        json("order cancel " + other);
        untilState(other, "ENTRY_CANCELLED");
        json("account arm " + account);
        untilState(order, "ENTRY_CANCELLED");

        String why = "only recorded while the account was observed, never sent; ended when the account was armed";
        assertThat(run("order show " + order).out())
                .containsPattern("why ended +" + why)
                .contains("ENTERING to ENTRY_CANCELLED: " + why);
        assertThat(json("order list --user 40").get(0).get("why_ended").asString())
                .isEqualTo(why);
        assertThat(json("order list --user 40").get(1).get("why_ended").asString())
                .isEqualTo("only recorded while the account was observed, never sent; cancelled");
    }

    @Test
    void aFrozenOrderIsSettled() {
        long other = submitted(36, armed(36), RESTING);
        long account = account(35);
        sql("insert into orders select (jsonb_populate_record(o, '{\"order_id\": 900001, \"user_id\": 35,"
                + " \"account_id\": " + account + ", \"request_key\": \"frozen\", \"state\": \"FROZEN\"}')).*"
                + " from orders o where order_id = " + other);
        assertThat(json("order show 900001").get("state").asString()).isEqualTo("FROZEN");
        json("account arm " + account);
        refused(
                "settle --order 900001 --open 5",
                "cannot be settled with 5 open units: account " + account + " held 0");
        CommandRun settled = run("settle --order 900001 --open 0");
        assertThat(settled.code()).as(settled.toString()).isZero();
        assertThat(settled.out()).startsWith("Order 900001 was settled with 0 open. It is ");
        refused("settle --order 900001 --open 0", "not FROZEN");
    }

    @Test
    void aPositionWithoutALiveStopIsMarkedWhateverACycleStoredAndItsAmendmentSaysSo() {
        long other = submitted(36, armed(36), RESTING);
        long account = account(39);
        sql("insert into orders select (jsonb_populate_record(o, '{\"order_id\": 900002, \"user_id\": 39,"
                + " \"account_id\": " + account + ", \"request_key\": \"bare\", \"state\": \"OPEN\","
                + " \"entry_filled\": 10, \"open_quantity\": 10}')).* from orders o where order_id = " + other);
        sql("insert into leg_order (tag, order_id, leg, slice, number, broker_order_id, state, type, quantity, filled,"
                + " average_price, limit_price, reason, triggered, modifications, sent_at, write_ended_at,"
                + " session_expired, note) select 'bare', 900002, 'ENTRY', 0, 1, 'B900002', 'FILLED', 'LIMIT', 10, 10,"
                + " 80, 80, '', false, 0, now(), now(), false, 'NONE'");
        assertThat(json("order list --user 39").at("/0/flags").toString()).isEqualTo("[\"UNPROTECTED\"]");
        assertThat(json("order show 900002").get("flags").toString()).isEqualTo("[\"UNPROTECTED\"]");
        json("account arm " + account);
        CommandRun amended = run("order amend 900002 --stop 77");
        assertThat(amended.out())
                .as(amended.toString())
                .startsWith("Order 900002 has the stop 77.00 and the target 103.00.")
                // A cycle that came between has found that the account holds none of it.
                .matches(
                        ".*(Note: its stop-loss is not placed yet: 10 open units have no live one; the next cycle, asked"
                                + " for at once, looks at it\\.|It is OPEN \\[SHORTFALL], filled 10 of 10, open 10\\.)");
    }

    @Test
    void anObservedAccountsOrderIsTakenAndNotSent() {
        long account = account(33);
        CommandRun run = run("order submit --user 33 --account " + account + RESTING);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .endsWith("Nothing was sent: account " + account + " is in mode observe. After 'account arm " + account
                        + "' this order ends unsent: submit it again then.");
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
    void moreThanCanBeSentIsRefusedWithTheLimit() {
        long account = armed(37);
        refused(
                "order submit --user 37 --account " + account + RESTING.replace("--quantity 10", "--quantity 50001"),
                "quantity 50001 needs more than 10 slices of 5000 of YESBANK-A; give it in several orders");
    }

    @Test
    void slicesThatWereNotSentAreNamed() {
        long account = armed(38);
        String submit = "order submit --user 38 --account " + account
                + RESTING.replace("--quantity 10", "--quantity 12000") + " --key big";
        assertThat(run(submit).out()).matches("Order \\d+ was taken\\. It is ENTERING, filled 0 of 12000, open 0\\.");
        long order = json("order list --user 38").get(0).get("order_id").asLong();
        assertThat(json("order show " + order).get("notes")).isEmpty();
        json("order cancel " + order);
        untilState(order, "ENTRY_CANCELLED");
        sql(
                "update leg_order set state = 'REJECTED', note = 'NOT_SENT', reason = 'not sent: recorded more than 2 s ago'"
                        + " where slice > 0 and order_id = " + order);

        String note = "2 of the 3 slices of its entry, 7000 units, were not sent: recorded more than 2 s ago;"
                + " give these units as a new order if you still want them";
        assertThat(run("order show " + order).out()).contains("notes        " + note);
        assertThat(json("order show " + order).get("notes").get(0).asString()).isEqualTo(note);
        assertThat(run(submit).out()).endsWith(" Note: " + note + ".");
        sql(
                "update leg_order set state = 'REJECTED', note = 'NOT_SENT', reason = E'not sent: late\\x1b[2J' where order_id = "
                        + order);
        CommandRun none = run(submit);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.out()).contains("was taken. Its entry was not sent: late\\u001b[2J Note: 3 of the 3 slices");
    }
}
