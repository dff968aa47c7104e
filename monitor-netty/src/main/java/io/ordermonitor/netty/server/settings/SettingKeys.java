package io.ordermonitor.netty.server.settings;

import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.netty.server.paper.PaperPrices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Every setting of {@code serve}, in the order in which they are printed. */
final class SettingKeys {
    private static final Duration DAY = Duration.ofHours(24);

    static final SettingKey<String> BIND =
            new SettingKey<>("server.bind", "127.0.0.1", "The address to listen on.", Form.loopback());
    static final SettingKey<Integer> PORT = new SettingKey<>(
            "server.port", "8080", "The port to listen on; 0 takes a free one.", Form.whole(0, 65_535));
    static final SettingKey<List<String>> ORIGINS = new SettingKey<>(
            "server.allowed-origins",
            "same-host",
            "Origins of pages that may connect, such as https://desk.example.com; same-host: the server's own page.",
            Form.texts());

    static final SettingKey<String> URL = new SettingKey<>(
            "database.url",
            "",
            "A PostgreSQL 15 or newer, as jdbc:postgresql://host/database; needs the command migrate once.\n"
                    + "Without it an embedded one runs in the folder below.",
            Form.databaseUrl());
    static final SettingKey<String> USER =
            new SettingKey<>("database.user", "", "Its user, unless the URL names one.", Form.text());
    static final SettingKey<String> PASSWORD_ENV = new SettingKey<>(
            "database.password-env", "", "The environment variable that holds its password.", Form.variable());
    static final SettingKey<String> FOLDER = new SettingKey<>(
            "database.folder",
            "",
            "The folder of the embedded PostgreSQL, seen from this file; monitor-data unless a URL is given.\n"
                    + "Every local user can read it: for real money give a URL.",
            Form.file());
    static final SettingKey<Integer> POOL = new SettingKey<>(
            "database.pool", "10", "Connections to the database; two fewer cycles run at once.", Form.whole(4, 200));

    static final SettingKey<Duration> INTERVAL = new SettingKey<>(
            "monitoring.interval", "60s", "From one scheduled cycle of a user to the next.", Form.positive(DAY));
    static final SettingKey<Duration> INITIAL_DELAY = new SettingKey<>(
            "monitoring.initial-delay",
            "",
            "Before a user's first cycle; the interval unless set.",
            Form.duration(DAY));
    static final SettingKey<Duration> MIN_SPACING = new SettingKey<>(
            "monitoring.min-spacing", "5s", "The least time between two cycles of a user.", Form.duration(DAY));
    static final SettingKey<Duration> DEADLINE = new SettingKey<>(
            "monitoring.deadline",
            "45s",
            "Past it a cycle starts no further step, except work on stop-losses.",
            Form.positive(DAY));
    static final SettingKey<Duration> LINGER = new SettingKey<>(
            "monitoring.linger", "0s", "How long monitoring goes on after the last connection.", Form.duration(DAY));
    static final SettingKey<KeepMonitoring> KEEP = new SettingKey<>(
            "monitoring.keep-monitoring",
            "while-exposed",
            "while-exposed: a user with working entries, open quantity or unsettled orders is monitored whoever is\n"
                    + "connected. connected: monitoring ends with the last connection.",
            Form.oneOf(KeepMonitoring.class));
    static final SettingKey<Integer> HISTORY_MESSAGES = new SettingKey<>(
            "monitoring.history.messages", "256", "Messages kept of a user for resuming.", Form.whole(0, 1_000_000));
    static final SettingKey<Integer> HISTORY_BYTES =
            new SettingKey<>("monitoring.history.bytes", "256KiB", "What they may take together.", Form.bytes(64));
    static final SettingKey<Duration> HISTORY_RETENTION = new SettingKey<>(
            "monitoring.history.retention", "10m", "How long after the last connection.", Form.duration(DAY));

    static final SettingKey<ZoneId> ZONE =
            new SettingKey<>("hours.zone", "Asia/Kolkata", "Where days and times of day are counted.", Form.zone());
    static final SettingKey<LocalTime> FROM = new SettingKey<>(
            "hours.from",
            "",
            "Connections are taken from here; 09:26 unless set (calendar always: 00:00).",
            Form.time());
    static final SettingKey<LocalTime> CYCLE_FROM = new SettingKey<>(
            "hours.cycle-from",
            "",
            "Exposed users' cycles run from here; 09:15 unless set (calendar always: 00:00).",
            Form.time());
    static final SettingKey<LocalTime> TO =
            new SettingKey<>("hours.to", "", "Connections are taken until here; midnight unless set.", Form.time());
    static final SettingKey<String> CALENDAR = new SettingKey<>(
            "hours.calendar",
            "nse",
            "nse: holidays and sessions as shipped. always: every day, around the clock. Else a file, seen from this\n"
                    + "one, in the format of the one that ships (nse.csv in the jar).",
            Form.file());
    static final SettingKey<LocalTime> NO_ENTRY_AFTER = new SettingKey<>(
            "hours.no-entry-after", "15:00", "From here no MIS entry is sent or followed.", Form.time());
    static final SettingKey<LocalTime> SQUARE_OFF = new SettingKey<>(
            "hours.mis-square-off", "15:15", "When the broker closes MIS positions by itself.", Form.time());

    static final SettingKey<BigDecimal> MAX_CHASE =
            new SettingKey<>("orders.max-chase", "1%", "How far beyond its stop an entry is followed.", Form.share());
    static final SettingKey<BigDecimal> MAX_SLIPPAGE = new SettingKey<>(
            "orders.max-exit-slippage",
            "2%",
            "How far beyond the last price the limit of an exit may lie.",
            Form.share());
    static final SettingKey<Duration> FAIR_AGE =
            new SettingKey<>("orders.fair-price.max-age", "120s", "How old a fair price may be.", Form.positive(DAY));
    static final SettingKey<BigDecimal> FAIR_DEVIATION = new SettingKey<>(
            "orders.fair-price.max-deviation", "5%", "How far from the last price it may lie.", Form.share());
    static final SettingKey<Integer> ATTEMPTS = new SettingKey<>(
            "orders.regenerate.attempts",
            "3",
            "How often an entry is placed a day at most, the first time included.",
            Form.whole(1, 100));
    static final SettingKey<Duration> REGENERATE_AGE =
            new SettingKey<>("orders.regenerate.max-age", "10m", "How old a rejection may be.", Form.positive(DAY));
    static final SettingKey<WrongSign> WRONG_SIGN = new SettingKey<>(
            "orders.wrong-sign",
            "flatten",
            "When exits filled beyond their entry. flatten: the excess is closed, once. alarm: it is only reported.",
            Form.oneOf(WrongSign.class));
    static final SettingKey<BigDecimal> DAILY_LOSS = new SettingKey<>(
            "orders.daily-loss",
            "",
            "At such a loss of a user's day, in rupees, his entries are stopped until a person allows them; no limit\n"
                    + "unless set.",
            Form.loss());

    static final SettingKey<BrokerKind> KIND = new SettingKey<>(
            "brokers.paper.kind",
            "paper",
            "A broker profile; accounts name it (here: paper). kind paper: an exchange on paper, no order is real.",
            Form.oneOf(BrokerKind.class));
    static final SettingKey<PaperPrices> PRICES = new SettingKey<>(
            "brokers.paper.prices",
            "recorded",
            "recorded: the days that ship, from 09:15 to 15:30. walk: made up, around the clock.",
            Form.oneOf(PaperPrices.class));
    static final SettingKey<BigDecimal> CASH =
            new SettingKey<>("brokers.paper.cash", "1000000", "Rupees of each account.", Form.rupees());
    static final SettingKey<Duration> LATENCY = new SettingKey<>(
            "brokers.paper.latency", "100ms", "How long each call takes.", Form.duration(Duration.ofMinutes(1)));

    /** All of them; those of a broker stand for those of every broker. */
    static final List<SettingKey<?>> ALL = List.of(
            BIND,
            PORT,
            ORIGINS,
            URL,
            USER,
            PASSWORD_ENV,
            FOLDER,
            POOL,
            INTERVAL,
            INITIAL_DELAY,
            MIN_SPACING,
            DEADLINE,
            LINGER,
            KEEP,
            HISTORY_MESSAGES,
            HISTORY_BYTES,
            HISTORY_RETENTION,
            ZONE,
            FROM,
            CYCLE_FROM,
            TO,
            CALENDAR,
            NO_ENTRY_AFTER,
            SQUARE_OFF,
            MAX_CHASE,
            MAX_SLIPPAGE,
            FAIR_AGE,
            FAIR_DEVIATION,
            ATTEMPTS,
            REGENERATE_AGE,
            WRONG_SIGN,
            DAILY_LOSS,
            KIND,
            PRICES,
            CASH,
            LATENCY);

    private SettingKeys() {}

    /** What is done about exits that filled beyond their entry. */
    enum WrongSign {
        FLATTEN,
        ALARM
    }

    /** What kinds of broker there are. */
    enum BrokerKind {
        PAPER
    }
}
