package io.ordermonitor.netty.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.paper.PaperPrices;
import io.ordermonitor.netty.server.paper.PaperProfile;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.OrderSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings file and what the environment overrides. */
class ServeSettingsTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path folder;

    private ServeSettings load(String yaml) {
        return load(yaml, NOTHING);
    }

    private ServeSettings load(String yaml, Map<String, String> environment) {
        return ServeSettings.load(file(yaml), environment);
    }

    private Path file(String yaml) {
        try {
            return Files.writeString(folder.resolve("monitor.yaml"), yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void thePrintedDefaultsAreTheDefaults() {
        ServeSettings printed = load(SettingsPage.text());
        assertThat(printed).usingRecursiveComparison().isEqualTo(load("server:\n"));
        assertThat(printed.database()).isEqualTo(new DatabasePlace.Folder(folder.resolve("monitor-data")));
    }

    @Test
    void theListOfSettingsHasEveryOne() throws IllegalAccessException {
        List<SettingKey<?>> declared = new ArrayList<>();
        for (Field field : SettingKeys.class.getDeclaredFields()) {
            if (field.getType() == SettingKey.class) {
                declared.add((SettingKey<?>) field.get(null));
            }
        }
        assertThat(declared).hasSizeGreaterThan(30);
        assertThat(SettingKeys.ALL).containsExactlyElementsOf(declared);
        assertThat(SettingKeys.ALL).extracting(SettingKey::path).doesNotHaveDuplicates();
    }

    @Test
    void everySettingIsPrintedWithAComment() {
        List<String> lines = SettingsPage.text().lines().toList();
        for (SettingKey<?> key : SettingKeys.ALL) {
            String name = key.path().substring(key.path().lastIndexOf('.') + 1);
            assertThat(lines).anyMatch(line -> line.strip().startsWith(name + ":"));
            assertThat(key.comment()).isNotBlank();
        }
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        ServeSettings settings = ServeSettings.load(null, NOTHING);
        assertThat(settings.server().bind()).isEqualTo("127.0.0.1");
        assertThat(settings.server().port()).isEqualTo(8080);
        assertThat(settings.monitor().loop().keepMonitoring()).isEqualTo(KeepMonitoring.WHILE_EXPOSED);
        assertThat(settings.monitor().cyclesInFlight()).isEqualTo(8);
        assertThat(settings.brokers()).extracting(PaperProfile::name).containsExactly("paper");
    }

    @Test
    void whatIsSetHolds() {
        ServeSettings settings = load("""
                server: {port: 0, allowed-origins: ["https://a.example", same-host]}
                database:
                  url: jdbc:postgresql://db/monitor
                  user: monitor
                  password-env: DB_SECRET
                  pool: 20
                monitoring:
                  interval: 30s
                  history: {bytes: 1MiB}
                hours: {calendar: always}
                orders:
                  exits: single
                  max-chase: 0.5%
                  max-exit-slippage: 3%
                  fair-price: {max-age: 30s, max-deviation: 10%}
                  regenerate: {attempts: 2, max-age: 2h}
                  modify-cap: 10
                  wrong-sign: alarm
                  daily-loss: 25000
                brokers:
                  one: {kind: paper, prices: walk, cash: 250000.50}
                  two: {latency: 0s}
                """, Map.of("DB_SECRET", "hush"));
        assertThat(settings.server().allowedOrigins()).containsExactly("https://a.example", "same-host");
        assertThat(settings.database())
                .isEqualTo(new DatabasePlace.Server("jdbc:postgresql://db/monitor", "monitor", "hush"))
                .satisfies(place -> assertThat(place.toString()).doesNotContain("hush"));
        assertThat(settings.pool()).isEqualTo(20);
        assertThat(settings.monitor().loop().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.monitor().connections().historyBytes()).isEqualTo(1024 * 1024);
        assertThat(settings.monitor().hours().takesConnections(Instant.parse("2026-01-04T20:00:00Z")))
                .isTrue();
        assertThat(settings.monitor().orders())
                .isEqualTo(new OrderSettings(
                        Account.ExitMode.SINGLE,
                        new BigDecimal("0.005"),
                        new BigDecimal("0.03"),
                        Duration.ofSeconds(30),
                        new BigDecimal("0.1"),
                        2,
                        Duration.ofHours(2),
                        10,
                        false,
                        new BigDecimal("25000")));
        assertThat(settings.brokers())
                .containsExactly(
                        new PaperProfile("one", PaperPrices.WALK, new BigDecimal("250000.50"), Duration.ofMillis(100)),
                        new PaperProfile("two", PaperPrices.RECORDED, new BigDecimal("1000000"), Duration.ZERO));
    }

    @Test
    void theEnvironmentStandsAboveTheFile() {
        ServeSettings settings = load(
                "server: {port: 1}\nbrokers: {one: {cash: 1}}",
                Map.of("MONITOR_SERVER_PORT", "9", "MONITOR_BROKERS_ONE_CASH", "7", "MONITOR_PORT_8080_TCP", "x"));
        assertThat(settings.server().port()).isEqualTo(9);
        assertThat(settings.brokers().get(0).cash()).isEqualByComparingTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/monitor",
                "jdbc:mysql://db/monitor",
                "db.example.com",
                "jdbc:postgresql://:5432/monitor",
                "jdbc:postgresql://db:x/monitor",
                "jdbc:postgresql://db",
            })
    void ofADatabaseWhoseUrlIsWrongOnlyTheUrlIsNamed(String url) {
        String yaml = "database: {url: '" + url + "', user: monitor, password-env: SECRET}";

        assertThatThrownBy(() -> load(yaml, Map.of("SECRET", "s")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("database.url is wrong")
                .message()
                .doesNotContain("database.user", "database.folder", "password-env")
                .satisfies(said -> assertThat(said.lines().filter(line -> line.contains("database.")))
                        .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "server: {prot: 1}                  | line 1: there is no setting server.prot; the nearest is server.port",
                "sever: {port: 1}                   | there is no setting sever.port; the nearest is server.port",
                "brokers: {x: {cahs: 1}}            | there is no setting brokers.x.cahs; the nearest is brokers.x.cash",
                "monitoring: {history: 5}           | there is no setting monitoring.history: it is a section, with monitoring.h",
                "server: {port: 70000}              | server.port is '70000'; allowed: a whole number from 0 to 65535",
                "server: {port: http}               | server.port is 'http'; allowed: a whole number",
                "server: {bind: 0.0.0.0}            | allowed: a loopback address such as 127.0.0.1; to be reached from elsewhere",
                "monitoring: {interval: 60}         | monitoring.interval is '60'; allowed: a duration above 0 such as",
                "monitoring: {interval: 0s}         | monitoring.interval is '0s'",
                "monitoring: {keep-monitoring: yes} | is 'yes'; allowed: one of connected, while-exposed",
                "hours: {from: 9}                   | hours.from is '9'; allowed: a time of day such as 09:15",
                "hours: {from: '09:00'}             | hours must be cycle-from <= from < to, not 09:15, 09:00",
                "hours: {zone: India}               | hours.zone is 'India'; allowed: a time zone such as Asia/Kolkata",
                "hours: {no-entry-after: '15:30'}   | no-entry-after 15:30 is later than mis-square-off 15:15",
                "hours: {calendar: none.csv}        | hours.calendar is 'none.csv'; allowed: nse, always, or a file that can be read",
                "orders: {max-chase: 1}             | orders.max-chase is '1'; allowed: a percentage above 0%",
                "orders: {max-chase: 100%}          | orders.max-chase is '100%'",
                "orders: {exits: none}              | allowed: one of both, single",
                "orders: {modify-cap: 2}            | allowed: a whole number from 3 to 1000",
                "orders: {wrong-sign: ignore}       | allowed: one of flatten, alarm",
                "orders: {daily-loss: 0}            | orders.daily-loss is '0'; allowed: rupees above 0",
                "database: {url: mysql:x}           | database.url is wrong (not shown: it may hold a password); allowed: jdbc:postgresql://host/database",
                "database: {password-env: NO_SUCH}  | allowed: the name of a variable that the environment has",
                "database: {user: x}                | only with database.url",
                "database: {pool: 1}                | a whole number from 4 to 200",
                "brokers: {x: {kind: kite}}         | brokers.x.kind is 'kite'; allowed: one of paper",
                "brokers: {x: {cash: -1}}           | brokers.x.cash is '-1'; allowed: rupees",
                "port                               | 'port' is no setting",
                "server: {port: 1, port: 2}         | line 1: server.port is given twice, first in line 1",
                "server: [                          | this is not YAML",
            })
    void whatIsWrongIsNamedWithItsPlaceAndWhatIsAllowed(String yaml, String says) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(says);
    }

    @Test
    void aUrlAndAFolderExcludeEachOther() {
        assertThatThrownBy(() -> load("database: {url: 'jdbc:postgresql:x', folder: y}"))
                .hasMessageContaining("database.folder is 'y'; allowed: only without database.url");
    }

    @Test
    void allFaultsAreSaidAtOnceAndEachOnce() {
        assertThatThrownBy(() -> load(
                        "server: {port: x}\nmonitoring: {linger: y}\ndatabase: {pool: 0}",
                        Map.of("MONITOR_ORDERS_MAX_CHASE", "z", "MONITOR_SERVER_PROT", "1")))
                .message()
                .satisfies(message -> assertThat(message.lines().toList())
                        .hasSize(5)
                        .anyMatch(line -> line.contains("monitor.yaml line 1: server.port"))
                        .anyMatch(line -> line.contains("monitor.yaml line 2: monitoring.linger"))
                        .anyMatch(line ->
                                line.contains("environment variable MONITOR_ORDERS_MAX_CHASE: orders.max-chase"))
                        .anyMatch(line ->
                                line.contains("MONITOR_SERVER_PROT sets nothing; the nearest is MONITOR_SERVER_PORT")));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ServeSettings.load(folder.resolve("none.yaml"), NOTHING))
                .hasMessageContaining("there is no file " + folder.resolve("none.yaml"));
    }

    @Test
    void theVariableThatHoldsThePasswordIsNoSetting() {
        ServeSettings settings = load(
                "database: {url: 'jdbc:postgresql:x', password-env: MONITOR_DATABASE_PASSWORD}",
                Map.of("MONITOR_DATABASE_PASSWORD", "hush"));
        assertThat(settings.database()).isEqualTo(new DatabasePlace.Server("jdbc:postgresql:x", null, "hush"));
    }
}
