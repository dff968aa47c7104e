package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accounts and tokens on the command line. */
class AccountCommandsTest extends OnServer {
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
                        + " sent to the broker, except those that were submitted while it was observed: they end unsent,"
                        + " submit them again if they are still wanted.");
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
    void aTokenIsShownOnceAndRevokedFromStandardInput() {
        CommandRun issued = run("token issue --user 61 --valid-for 8h");
        assertThat(issued.code()).isZero();
        assertThat(issued.out()).matches("[A-Za-z0-9_-]{43}");
        assertThat(issued.err()).startsWith("Valid until ").doesNotContain(issued.out());
        CommandRun revoked = CommandRun.withInput(settings(), issued.out() + "\n", "token revoke");
        assertThat(revoked.code()).isZero();
        assertThat(revoked.out()).isEqualTo("The token was revoked.");
        CommandRun again = CommandRun.withInput(settings(), issued.out(), "token revoke");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("is not known: nothing was revoked").doesNotContain(issued.out());
        refused("token revoke", "no token on standard input");

        run("token issue --user 61");
        run("token issue --user 61");
        assertThat(json("token revoke --user 61").toString()).isEqualTo("{\"revoked\":2}");
    }
}
