package io.ordermonitor.netty.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.netty.server.DatabasePlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that no person means, or that somebody means badly. */
@Timeout(20)
class HostileSettingsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("monitor.yaml");
    }

    private ServeSettings load(String yaml) {
        return load(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private ServeSettings load(byte[] yaml) {
        return load(yaml, Map.of());
    }

    private ServeSettings load(byte[] yaml, Map<String, String> environment) {
        try {
            Files.write(file, yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ServeSettings.load(file, environment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            monitoring: {interval: 999999999h}         | monitoring.interval is '999999999h'; allowed: a duration above 0
            monitoring: {interval: 25h}                | at most 24h
            monitoring: {min-spacing: 999999999s}      | at most 24h
            monitoring: {linger: 99999999999999999h}   | at most 24h
            monitoring: {history: {bytes: 999999999MiB}} | a size from 0B to 64MiB
            monitoring: {history: {bytes: 65MiB}}      | a size from 0B to 64MiB
            monitoring: {history: {messages: 1e9}}     | a whole number from 0 to 1000000
            monitoring: {history: {messages: 99999999999999999999}} | a whole number from 0 to 1000000
            orders: {daily-loss: 1e999999999}          | rupees above 0, to 9999999999999.99
            orders: {daily-loss: 1e-999999999}         | rupees above 0, to 9999999999999.99
            orders: {daily-loss: 99999999999999}       | rupees above 0, to 9999999999999.99
            orders: {max-chase: 1e-5%}                 | a percentage above 0%
            orders: {fair-price: {max-age: 8760h}}     | at most 24h
            orders: {regenerate: {attempts: 101}}      | a whole number from 1 to 100
            brokers: {x: {cash: 1E+999999999}}         | rupees from 0 to 9999999999999.99
            brokers: {x: {latency: 61s}}               | at most 1m
            database: {pool: 2147483648}               | a whole number from 4 to 200
            hours: {from: '24:00'}                     | a time of day such as 09:15
            hours: {no-entry-after: '99:99'}           | a time of day such as 09:15
            hours: {zone: '+99:00'}                    | a time zone such as Asia/Kolkata
            hours: {calendar: "a\\0b"}                 | the name of a file or folder
            database: {folder: "a\\0b"}                | the name of a file or folder
            brokers: {"a\\eb": {cash: 1}}              | the name of the broker 'a\\u001bb' has other signs
            """)
    void whatIsOutOfAllBoundsIsRefusedWithTheRange(String yaml, String says) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(says.replace("\\\\", "\\"));
    }

    @Test
    void anAmountIsCountedBeforeItIsWrittenOut() {
        assertThat(Form.loss().read("1e999999999")).isEmpty();
        assertThat(Form.loss().read("9999999999999.99")).isPresent();
        assertThat(Form.positive(Duration.ofHours(24)).read("24h")).contains(Duration.ofHours(24));
        assertThat(Form.positive(Duration.ofHours(24)).read("86401s")).isEmpty();
        assertThat(Form.bytes(64).read("64MiB")).contains(64 * 1024 * 1024);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server:\\n  port: 1\\nmonitoring:\\n  linger: 1s\\nserver:\\n  bind: 127.0.0.1 | line 5: server is given twice, first in line 1
            server:\\n  port: 1\\n  bind: 127.0.0.1\\n  port: 1 | line 4: server.port is given twice, first in line 2
            server:\\n  port:\\n  port: 1 | line 3: server.port is given twice, first in line 2
            server.port: 1\\nserver: {port: 2} | line 2: server.port is given twice, first in line 1
            server: {port: 1}\\n---\\nserver: {port: 2} | line 3: server is given twice, first in line 1
            a: &a [x, x]\\nb: &b [*a, *a] | line 1: anchors (&) and aliases (*) are not taken
            server: {port: *p} | line 1: anchors (&) and aliases (*) are not taken
            a: {b: {c: {d: {e: {f: {g: {h: {i: 1}}}}}}}} | this is nested deeper than any setting
            server: {allowed-origins: [[a]]} | this is nested deeper than any setting
            server: {allowed-origins: [{a: b}]} | this is nested deeper than any setting
            """)
    void whatSettingsDoNotNeedIsRefused(String yaml, String says) {
        assertThatThrownBy(() -> load(yaml.replace("\\n", "\n")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("monitor.yaml " + (says.startsWith("line") ? says : "line 1: " + says));
    }

    @Test
    void aHundredThousandBracketsAreRefused() {
        assertThatThrownBy(() -> load("[".repeat(100_000))).isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> load("{a: ".repeat(100_000))).hasMessageContaining("nested deeper");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> load("#".repeat(1024 * 1024 + 1)))
                .hasMessage(file + ": the file is larger than 1 MiB");
        assertThat(load("#".repeat(63).concat("\n").repeat(16 * 1024))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# \u00fc", "server: {port: 1} # \u00ff"})
    void whatIsNotUtf8IsRefused(String latin1) {
        assertThatThrownBy(() -> load(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage(file + ": the file is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"server: {port: \u0000}", "\u001b[2J", "server: \u0007", "%", "@", "? [", "!!a/b c: !<x> d"})
    void whatIsNoYamlIsSaidInALineWithoutControls(String yaml) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(SettingsException.class)
                .message()
                .satisfies(message -> assertThat(message).doesNotContain("\u001b", "\u0007", "\u0000"));
    }

    @Test
    void whatIsTypedComesBackCutAndHarmless() {
        assertThatThrownBy(() -> load("server: {port: \"\\e[2J\\n" + "x".repeat(5000) + "\"}"))
                .message()
                .satisfies(message -> assertThat(message)
                        .hasLineCount(1)
                        .hasSizeLessThan(300)
                        .contains("server.port is '\\u001b[2J\\nxxx"));
        assertThatThrownBy(() -> load("\"\\e" + "k".repeat(900) + "\": 1"))
                .message()
                .satisfies(message -> assertThat(message).hasSizeLessThan(300).contains("no setting \\u001bkkk"));
    }

    @Test
    void aThousandFaultsAreCounted() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            yaml.append("a").append(i).append(": 1\n");
        }
        assertThatThrownBy(() -> load(yaml.toString()))
                .message()
                .satisfies(message -> assertThat(message).hasLineCount(21).endsWith("and 980 more"));
    }

    @Test
    void aCalendarIsReadWithTheSameCare() throws IOException {
        Path calendar = folder.resolve("days.csv");
        Files.write(calendar, new byte[1024 * 1024 + 1]);
        assertThatThrownBy(() -> load("hours: {calendar: days.csv}"))
                .hasMessageContaining("the file is larger than 1 MiB");
        Files.write(calendar, new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> load("hours: {calendar: days.csv}"))
                .hasMessageContaining("the file is not UTF-8 text");
        Files.writeString(calendar, "holiday,\u001b[2J" + "x".repeat(50_000));
        assertThatThrownBy(() -> load("hours: {calendar: days.csv}"))
                .message()
                .satisfies(message -> assertThat(message)
                        .hasLineCount(1)
                        .hasSizeLessThan(600)
                        .contains("days.csv line 1: 'holiday,\\u001b[2Jxxx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database: {url: 'jdbc:postgresql://h/d?password=hush%'}",
                "database: {url: 'jdbc:postgresql://h:99999/d?password=hush'}",
                "database: {url: 'jdbc:postgresql://u:hush@h/d'}",
                "database: {url: hush}",
                "database: {url: [a, hush]}",
                "database: {'jdbc:postgresql://u:hush@h/d': 1}",
                "database: {password: hush}",
                "'jdbc:postgresql://u:hush@h/d'",
                "database: {password-env: 'hush-hush!'}",
                "database: {folder: x, url: 'jdbc:postgresql://h/d?password=hush'}",
            })
    void noFaultShowsThePassword(String yaml) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(SettingsException.class)
                .satisfies(failure -> {
                    StringWriter text = new StringWriter();
                    failure.printStackTrace(new PrintWriter(text, true));
                    assertThat(text.toString()).doesNotContain("hush");
                });
    }

    @Test
    void aUrlInTheEnvironmentIsNotShownEither() {
        assertThatThrownBy(() -> load(
                        "database: {password-env: SECRET}".getBytes(StandardCharsets.UTF_8),
                        Map.of("MONITOR_DATABASE_URL", "jdbc:postgresql://u:hush@h/d", "SECRET", "hushed")))
                .hasMessageContaining("environment variable MONITOR_DATABASE_URL: database.url is wrong (not shown")
                .message()
                .doesNotContain("hush");
        ServeSettings settings = load(
                "database: {password-env: SECRET}".getBytes(StandardCharsets.UTF_8),
                Map.of("MONITOR_DATABASE_URL", "jdbc:postgresql://h/d", "SECRET", "hushed"));
        assertThat(Optional.of(settings)).get().asString().doesNotContain("hush");
        assertThat(settings.database()).isInstanceOf(DatabasePlace.Server.class);
    }
}
