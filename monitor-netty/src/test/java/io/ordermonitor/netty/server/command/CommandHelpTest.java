package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of every command that acts on a server's database. */
class CommandHelpTest {
    private static final Set<String> RUN_BY_THEMSELVES =
            Set.of("version", "help", "demo", "serve", "check-config", "migrate");

    private static CommandLine line() {
        return MonitorCommand.line(Console.of(System.out, System.err));
    }

    static Stream<String> commands() {
        Map<String, CommandLine> leaves = new LinkedHashMap<>();
        line().getSubcommands().forEach((name, command) -> collect(name, command, leaves));
        return leaves.keySet().stream().filter(name -> !RUN_BY_THEMSELVES.contains(name));
    }

    private static void collect(String name, CommandLine command, Map<String, CommandLine> leaves) {
        if (command.getSubcommands().isEmpty()) {
            leaves.put(name, command);
        }
        command.getSubcommands().forEach((sub, below) -> collect(name + " " + sub, below, leaves));
    }

    @Test
    void everyCommandIsThere() {
        assertThat(commands())
                .containsExactlyInAnyOrder(
                        "account add",
                        "account list",
                        "account enable",
                        "account disable",
                        "account arm",
                        "account observe",
                        "token issue",
                        "token revoke",
                        "order submit",
                        "order adopt",
                        "order list",
                        "order show",
                        "order cancel",
                        "order exit",
                        "order amend",
                        "alarms",
                        "audit",
                        "settle",
                        "flatten",
                        "stop-entries",
                        "allow-entries",
                        "pause",
                        "resume",
                        "fair-price set",
                        "fair-price list",
                        "permit");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpHasTheExitCodesAndAnExampleThatIsUnderstood(String command) {
        CommandRun help = CommandRun.of(command + " --help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Usage: java -jar monitor.jar " + command + " ")
                .contains(
                        "Exit codes:",
                        "  0   done",
                        "  1   refused",
                        "  2   ",
                        "  3   no answer yet",
                        "--config",
                        "--json");
        String example = help.out().substring(help.out().indexOf("Example:"));
        assertThat(example).contains("  java -jar monitor.jar " + command);
        String words = example.substring(example.indexOf("monitor.jar") + "monitor.jar".length())
                .replaceAll("\\\\\\R", " ")
                .replaceAll("<.*", "")
                .strip();
        assertThatCode(() -> line().parseArgs(words.split("\\s+"))).doesNotThrowAnyException();
    }

    @Test
    void aGroupAloneSaysWhatItHas() {
        for (String group : List.of("account", "order", "token", "fair-price")) {
            CommandRun alone = CommandRun.of(group);
            assertThat(alone.code()).isEqualTo(2);
            assertThat(alone.err()).startsWith("Missing required subcommand: one of ");
        }
    }

    @Test
    void theTopNamesEachCommand() {
        CommandRun top = CommandRun.of("--help");
        assertThat(commands().map(name -> Arrays.asList(name.split(" ")).get(0)))
                .allSatisfy(name -> assertThat(top.out()).contains("  " + name));
        assertThat(top.out()).contains("  3   the server has not answered yet");
    }
}
