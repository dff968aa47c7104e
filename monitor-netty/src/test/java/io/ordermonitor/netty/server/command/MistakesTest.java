package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back of what a person typed. */
class MistakesTest {
    private static final String LONG = "x".repeat(5000);
    private static final String CUT = "x".repeat(100) + "...";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account arm \u001b[2J",
                "account arm 1 \u001b[2J\u202e",
                "\u001b[2J",
                "account add --user 1 --broker b\u001b[2J --client-code c",
                "order submit --side=\u001b[2J",
                "order list --user 1 --\u001b[2J",
                "demo --bind \u001b[2J",
                "demo --nudges \u001b[2J",
                "order list --user 1 --config \u001b[2J",
            })
    void noControlReachesTheTerminal(String line) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("\\u001b[2J").doesNotContain("\u001b", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account arm ",
                "account arm 1 ",
                "",
                "account add --user 1 --client-code c --broker ",
                "order submit --side=",
                "order amend 1 --stop=",
                "permit 1 ",
                "demo --bind ",
            })
    void whatIsTypedComesBackCut(String line) {
        CommandRun run = CommandRun.of(line + LONG);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(CUT).doesNotContain("x".repeat(101));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --database-url jdbc:postgresql://u:hush@h/d",
                "demo --database-url jdbc:postgresql://h/d?password=hush%",
                "demo --database-url=jdbc:postgresql://h:x/d?password=hush",
                "demo --database-url hush",
                "demo --database-url jdbc:postgresql://h/d --database-password-env hush-hush",
                "--database-url jdbc:postgresql://h/d?password=hush",
                "serve --database-url jdbc:postgresql://h/d?password=hush",
                "demo jdbc:postgresql://h/d?password=hush",
                "demo --database-url jdbc:postgresql://127.0.0.1:1/d?password=hush --port 0",
                "demo --database-url jdbc:postgresql://127.0.0.1:1/d?sslmode=hush --port 0",
            })
    void noPasswordComesBack(String line) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isIn(1, 2);
        assertThat(run.err()).isNotEmpty().doesNotContain("hush");
        assertThat(run.out()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate", "alarms", "check-config", "order list --user 1"})
    void noCommandShowsAUrlThatCannotBeUsed(String command) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("monitor.yaml"), "database: {url: 'jdbc:postgresql://u:hush@h/d?password=hush%'}");

        CommandRun run = CommandRun.with(settings, command);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("database.url is wrong (not shown").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate", "alarms", "order list --user 1 --json"})
    void noCommandShowsAnOptionOfTheUrlWhenNobodyAnswers(String command) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("monitor.yaml"),
                "server: {port: 0}\ndatabase: {url: 'jdbc:postgresql://127.0.0.1:1/d?sslmode=hush&password=hush'}");

        CommandRun run = CommandRun.with(settings, command);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the database cannot be reached").doesNotContain("hush");
        assertThat(run.out()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --speed 10          | --speed is an option of the command demo, which must stand before it: java -jar monitor.jar demo --speed 10
            --speed=10 --json   | java -jar monitor.jar demo --speed=10 --json
            --hold              | java -jar monitor.jar demo --hold
            --config x.yaml     | --config is an option of the command serve, which must stand before it: java -jar monitor.jar serve --config x.yaml (or in place of serve: check-config,
            --print-defaults    | java -jar monitor.jar check-config --print-defaults
            """)
    void anOptionWithoutItsCommandIsAnsweredWithTheRightLine(String line, String says) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(says);
    }

    @Test
    void anOptionThatNobodyTakesIsNamed() {
        assertThat(CommandRun.of("--sped 10").err())
                .contains("Unknown option", "--sped")
                .doesNotContain("which must");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            order submit --user 1                    | Missing required options: '--account=ID', | order-monitor: 'order submit --help' tells its options
            order submit --user x                    | 'x' is not a user id                     | order-monitor: 'order submit --help' tells its options
            account arm                              | Missing required parameter: 'ID'         | order-monitor: 'account arm --help' tells its options
            permit 1 off --strategies a              | off forbids it for all strategies        | order-monitor: 'permit --help' tells its options
            serve --bind x                           | Unknown option: '--bind'                 | order-monitor: 'serve --help' tells its options
            demo --port x                            | --port                                   | order-monitor: 'demo --help' tells its options
            account arm 1 2                          | Unmatched argument at index 3: '2'       | order-monitor: 'account arm --help' tells its options
            account                                  | Missing required subcommand: one of add, arm, disable, enable, list, observe | order-monitor: 'account --help' tells its commands
            """)
    void anErrorOfUsageIsTheErrorAndOneLineMore(String line, String says, String last) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2).last().isEqualTo(last);
        assertThat(run.err()).contains(says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            frobnicate       | Unmatched argument at index 0: 'frobnicate'
            --sped 10        | Unknown option: '--sped'
            """)
    void whatTheTopDoesNotKnowIsToldInShortToo(String line, String says) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSizeLessThanOrEqualTo(3)
                .last()
                .isEqualTo("order-monitor: '--help' tells its commands");
        assertThat(run.err()).startsWith(says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            order submit --user 1 --acount 1              | Unknown option: '--acount'; the nearest is --account
            order submit --user 1 --qty 1                 | Unknown option: '--qty'; the nearest is --quantity
            order submit --user 1 --acount=1 --stopp=80   | Unknown options: '--acount'; the nearest is --account, '--stopp'; the nearest is --stop
            order submit --user 1 --zzzzzzzz 1            | Unknown option: '--zzzzzzzz'
            order list --usr 1                            | Unknown option: '--usr'; the nearest is --user
            """)
    void whatIsNotKnownIsNamedBeforeWhatIsMissing(String line, String says) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(3).first().isEqualTo(says);
        assertThat(run.err().lines().toList().get(1)).startsWith("Missing required option");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account add --client-code c --passwd=hush", "order list --\u001b[2J=1"})
    void aValueOfAnUnknownOptionIsNotShown(String line) {
        assertThat(CommandRun.of(line).err()).contains("Missing required").doesNotContain("hush", "\u001b");
    }

    @Test
    void anUnknownOptionComesBackCut() {
        assertThat(CommandRun.of("order list --user 1 --" + LONG).err())
                .contains("x...'")
                .doesNotContain("x".repeat(101));
    }

    @Test
    void noFileIsReadForAWordThatBeginsLikeOne() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hush");
        CommandRun run = CommandRun.of("account arm @" + secret);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("'@" + secret + "' is not a number from 1")
                .doesNotContain("hush");
    }
}
