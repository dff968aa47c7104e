package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a command line is said before anything is connected to. */
class CommandMistakesTest {
    private static final String ORDER =
            "order submit --user 1 --account 1 --instrument NSECM:1 --side buy --product mis"
                    + " --quantity 1 --type limit --limit 10 --stop 9 --strategy s";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    account add --user 0 --broker b --client-code c     | '0' is not a user id: a whole number from 1 to 9007199254740991
                    account add --user 9007199254740992 --broker b --client-code c | is not a user id
                    account add --user 01 --broker b --client-code c    | is not a user id
                    account add --user 1 --broker b                     | Missing required option: '--client-code=CODE'
                    account add --user 1 --broker b --client-code c --exits none | expected one of [BOTH, SINGLE]
                    account arm                                         | Missing required parameter: 'ID'
                    account arm x                                       | 'x' is not a number from 1
                    account arm 0                                       | '0' is not a number from 1
                    permit 1 maybe                                      | expected one of [ON, OFF]
                    permit 1 off --strategies a                         | off forbids it for all strategies
                    fair-price set NSECM:1                              | give --buy, --sell or both
                    fair-price set NSECM:1 --buy 0                      | it must be above 0
                    fair-price set NSECM:1 --buy -1                     | is not a price
                    fair-price set NSECM:1 --buy 1.00001                | at most 4 decimals
                    fair-price set NSECM:1 --buy 1e3                    | is not a price
                    fair-price set NSECM:1 --buy 123456789012           | is not a price
                    token issue --user 1 --valid-for soon               | 'soon' is not a duration above 0
                    token issue --user 1 --valid-for 0h                 | '0h' is not a duration above 0
                    token issue --user 1 --valid-for 9000h              | at most 8784h
                    order list                                          | Missing required option: '--user=N'
                    order amend 1 --stop 9 --target 12 --no-target      | --target and --no-target exclude each other
                    token issue --user 1 --valid-for 999999999h         | at most 8784h
                    order cancel 1 --wait 0s                            | is not a duration above 0
                    order cancel 1 --wait 999999999h                    | at most 1h
                    order cancel 99999999999999999999                   | is not a number from 1
                    fair-price set NSECM:1 --buy 1e999999999            | is not a price
                    settle --order 1 --open 1000000000                  | is not a quantity
                    demo --speed 1e-300                                 | --speed must be from 0.01 to 1000000
                    demo --speed NaN                                    | --speed must be from 0.01 to 1000000
                    demo --database-user x                              | need --database-url
                    settle --order 1 --open -1                          | '-1' is not a quantity
                    settle --order 1                                    | Missing required option: '--open=N'
                    flatten --user 1 --account 1 --strategy s           | --account and --strategy exclude each other
                    pause --user 1 --account 1 --strategy s             | --account and --strategy exclude each other
                    stop-entries                                        | Missing required option: '--user=N'
                    order adopt --user 1                                | Missing required options
                    account ad                                          | Unmatched argument
                    """)
    void aMistakeIsNamed(String line, String says) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(says);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--quantity 1, --quantity 0, '''0'' is not a quantity: it must be above 0'",
        "--quantity 1, --quantity 1.5, is not a quantity",
        "--side buy, --side hold, 'expected one of [BUY, SELL]'",
        "--stop 9, --stop 9.12345, at most 4 decimals",
        "--account 1, --account mine, is not a number from 1",
        "--strategy s, --strategy s --key é, is not a key of 1 to 128"
    })
    void aMistakeInAnOrderIsNamed(String right, String wrong, String says) {
        CommandRun run = CommandRun.of(ORDER.replace(right, wrong));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(says);
    }

    @Test
    void settingsThatCannotBeReadAreNamed() {
        CommandRun run = CommandRun.of("alarms --json --config no-such-file.yaml");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no-such-file.yaml");
        assertThat(run.json().get("refused").asString()).contains("no-such-file.yaml");
    }

    @Test
    void clientCodesAreMasked() {
        assertThat(AccountCommand.masked("AB1234")).isEqualTo("****34");
        assertThat(AccountCommand.masked("ABC")).isEqualTo("**C");
        assertThat(AccountCommand.masked("AB")).isEqualTo("**");
        assertThat(AccountCommand.masked("A")).isEqualTo("*");
    }
}
