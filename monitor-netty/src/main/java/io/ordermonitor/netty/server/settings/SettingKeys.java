package io.ordermonitor.netty.server.settings;

import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.netty.server.paper.PaperPrices;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.OrderSettings;
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
            "hours.no-entry-after",
            "15:00",
            "From here no MIS entry is sent or followed: what fills later has hardly a quarter of an hour before the\n"
                    + "broker closes it.",
            Form.time());
    static final SettingKey<LocalTime> SQUARE_OFF = new SettingKey<>(
            "hours.mis-square-off",
            "15:15",
            "When the broker closes MIS positions by itself; brokers differ, ask yours. Entries still resting are\n"
                    + "cancelled three minutes before it, and a stop that it takes away is not placed anew for ten.",
            Form.time());

    static final SettingKey<Account.ExitMode> EXITS =
            new SettingKey<>("orders.exits", "both", """
                    both: stop and target rest side by side, and whichever the market reaches fills at once; should both fill
                    between two looks at the book, wrong-sign below says what is done. An account can differ (account
                    add --exits single). single: of every account the stop alone rests, and a scheduled cycle turns it
                    into the target when the market is there: never two fills, but the target can be missed, and
                    margin is blocked once where a broker would block it twice.""", Form.oneOf(Account.ExitMode.class));
    static final SettingKey<BigDecimal> MAX_CHASE = new SettingKey<>(
            "orders.max-chase",
            "1%",
            "How far beyond its stop an entry is followed. 1%: about what a breakout moves while it is noticed; farther,\n"
                    + "the distance to the stop-loss is no more the one that was planned. A trade missed is cheap.",
            Form.share());
    static final SettingKey<BigDecimal> MAX_SLIPPAGE =
            new SettingKey<>("orders.max-exit-slippage", "2%", """
                    How far beyond the last price the limit of an exit may lie. 2%: an exit must fill, and a limit that far
                    fills at the best prices on the way, in all but the thinnest books. More for options of a few
                    rupees, where a tick is more than that; less gives a fast market more chances to run away.""", Form.share());
    static final SettingKey<Duration> FAIR_AGE = new SettingKey<>(
            "orders.fair-price.max-age",
            "120s",
            "How old a fair price may be. 120s: two cycles, so that one that its source missed does no harm, and a\n"
                    + "source that stopped is noticed within the next.",
            Form.positive(DAY));
    static final SettingKey<BigDecimal> FAIR_DEVIATION = new SettingKey<>(
            "orders.fair-price.max-deviation",
            "5%",
            "How far from the last price it may lie. 5%: farther off it is rather a slip of a digit or another\n"
                    + "instrument's than an opinion. More for options, whose fair price may well differ so much.",
            Form.share());
    static final SettingKey<Integer> ATTEMPTS = new SettingKey<>(
            "orders.regenerate.attempts",
            "3",
            "How often an entry is placed a day at most, the first time included. 3: what was rejected twice at new\n"
                    + "prices is rejected for a reason that prices do not mend. 1: never anew.",
            Form.whole(1, 100));
    static final SettingKey<Duration> REGENERATE_AGE = new SettingKey<>(
            "orders.regenerate.max-age",
            "10m",
            "How old a rejection may be. 10m: time for a person to give the permission; later the reason for the trade\n"
                    + "has mostly gone.",
            Form.positive(DAY));
    static final SettingKey<Integer> MODIFY_CAP =
            new SettingKey<>("orders.modify-cap", "", """
                    How many modifications an order takes, of which two are kept back for exits that cannot wait; an order that
                    took the others is cancelled and placed anew. As many as its broker takes unless set (25), and never
                    more: fewer where a broker charges for them or counts orders against messages.""", Form.whole(OrderSettings.LEAST_MODIFY_CAP, 1000));
    static final SettingKey<WrongSign> WRONG_SIGN =
            new SettingKey<>("orders.wrong-sign", "flatten", """
                    When exits filled beyond their entry, which is an alarm in any case. flatten: the excess is closed, once,
                    for it is a position that nobody wanted and no stop protects. alarm: a person closes it, as on
                    accounts where someone also trades by hand.""", Form.oneOf(WrongSign.class));
    static final SettingKey<BigDecimal> DAILY_LOSS = new SettingKey<>(
            "orders.daily-loss",
            "",
            "At such a loss of a user's day, in rupees, his entries are stopped until a person allows them; exits go\n"
                    + "on. No limit unless set: no figure suits every account, and a wrong one stops a day that is well.",
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
            EXITS,
            MAX_CHASE,
            MAX_SLIPPAGE,
            FAIR_AGE,
            FAIR_DEVIATION,
            ATTEMPTS,
            REGENERATE_AGE,
            MODIFY_CAP,
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
