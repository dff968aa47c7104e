package io.ordermonitor.netty.server.settings;

import io.ordermonitor.MonitorConfig;
import io.ordermonitor.connection.ConnectionSettings;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.TradingCalendar;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.loop.WriteRules;
import io.ordermonitor.netty.ServerSettings;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.paper.PaperProfile;
import io.ordermonitor.order.OrderSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All settings of the server, and of the commands that act on its database.
 *
 * @param pool connections to the database
 */
public record ServeSettings(
        ServerSettings server, DatabasePlace database, int pool, MonitorConfig monitor, List<PaperProfile> brokers) {
    private static final String USUAL_FOLDER = "monitor-data";

    private static final Pattern BROKER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** A connection for the signals of other programs, and one for clients. */
    private static final int CONNECTIONS_BESIDE_CYCLES = 2;

    public ServeSettings {
        brokers = List.copyOf(brokers);
    }

    /**
     * The settings of a file with what the environment overrides.
     *
     * @param file null: the environment alone
     * @throws SettingsException if anything is wrong; the message has every fault
     */
    public static ServeSettings load(@Nullable Path file, Map<String, String> environment) {
        GivenSettings given = new GivenSettings(file, environment);
        ServeSettings settings = new ServeSettings(
                ServerSettings.defaults()
                        .listeningOn(given.get(SettingKeys.BIND), given.get(SettingKeys.PORT))
                        .withAllowedOrigins(given.get(SettingKeys.ORIGINS)),
                database(given),
                given.get(SettingKeys.POOL),
                monitor(given),
                given.brokers().stream().map(name -> broker(given, name)).toList());
        given.check();
        return settings;
    }

    private static DatabasePlace database(GivenSettings given) {
        Optional<String> url = given.find(SettingKeys.URL);
        Optional<String> folder = given.find(SettingKeys.FOLDER);
        Optional<String> variable = given.find(SettingKeys.PASSWORD_ENV);
        Optional<String> password = variable.flatMap(given::variable);
        Optional<String> user = given.find(SettingKeys.USER);
        if (variable.isPresent() && password.isEmpty()) {
            given.fault(SettingKeys.PASSWORD_ENV, "the name of a variable that the environment has");
        }
        if (user.isPresent() && !given.isSet(SettingKeys.URL)) {
            given.fault(SettingKeys.USER, "only with database.url; the embedded database has no users");
        }
        if (folder.isPresent() && given.isSet(SettingKeys.URL)) {
            given.fault(SettingKeys.FOLDER, "only without database.url");
        }
        if (url.isEmpty()) {
            return new DatabasePlace.Folder(given.resolve(folder.orElse(USUAL_FOLDER)));
        }
        return new DatabasePlace.Server(url.get(), user.orElse(null), password.orElse(null));
    }

    private static MonitorConfig monitor(GivenSettings given) {
        return MonitorConfig.standard()
                .withHours(hours(given))
                .withLoop(given.together(() -> loop(given), LoopSettings::standard))
                .withConnections(given.together(() -> connections(given), ConnectionSettings::standard))
                .withOrders(given.together(() -> orders(given), OrderSettings::standard))
                .withCyclesInFlight(given.get(SettingKeys.POOL) - CONNECTIONS_BESIDE_CYCLES);
    }

    private static LoopSettings loop(GivenSettings given) {
        LoopSettings standard = LoopSettings.standard();
        return new LoopSettings(
                given.get(SettingKeys.INTERVAL),
                given.find(SettingKeys.INITIAL_DELAY).orElse(null),
                given.get(SettingKeys.MIN_SPACING),
                given.get(SettingKeys.DEADLINE),
                given.get(SettingKeys.LINGER),
                given.get(SettingKeys.KEEP),
                standard.nudges(),
                standard.nudgesPerMinute(),
                standard.speed());
    }

    private static ConnectionSettings connections(GivenSettings given) {
        ConnectionSettings standard = ConnectionSettings.standard();
        return new ConnectionSettings(
                standard.perUser(),
                given.get(SettingKeys.HISTORY_MESSAGES),
                given.get(SettingKeys.HISTORY_BYTES),
                given.get(SettingKeys.HISTORY_RETENTION),
                standard.pingInterval(),
                standard.maxMessageBytes(),
                standard.reconnectJitter());
    }

    private static OrderSettings orders(GivenSettings given) {
        return new OrderSettings(
                given.get(SettingKeys.EXITS),
                given.get(SettingKeys.MAX_CHASE),
                given.get(SettingKeys.MAX_SLIPPAGE),
                given.get(SettingKeys.FAIR_AGE),
                given.get(SettingKeys.FAIR_DEVIATION),
                given.get(SettingKeys.ATTEMPTS),
                given.get(SettingKeys.REGENERATE_AGE),
                given.find(SettingKeys.MODIFY_CAP).orElse(null),
                given.get(SettingKeys.WRONG_SIGN) == SettingKeys.WrongSign.FLATTEN,
                given.find(SettingKeys.DAILY_LOSS).orElse(null));
    }

    private static TradingHours hours(GivenSettings given) {
        String name = given.get(SettingKeys.CALENDAR);
        boolean always = name.equals("always");
        Optional<TradingCalendar> calendar = always ? Optional.empty() : calendar(given, name);
        LocalTime from = given.find(SettingKeys.FROM).orElse(always ? LocalTime.MIDNIGHT : LocalTime.of(9, 26));
        LocalTime cycleFrom =
                given.find(SettingKeys.CYCLE_FROM).orElse(always ? LocalTime.MIDNIGHT : LocalTime.of(9, 15));
        WriteRules standard = WriteRules.standard();
        return given.together(
                () -> new TradingHours(
                        given.get(SettingKeys.ZONE),
                        from,
                        cycleFrom,
                        given.find(SettingKeys.TO).orElse(null),
                        calendar.orElse(null),
                        new WriteRules(
                                given.get(SettingKeys.NO_ENTRY_AFTER),
                                given.get(SettingKeys.SQUARE_OFF),
                                standard.squareOffLead(),
                                standard.squareOffSettle())),
                TradingHours::always);
    }

    private static Optional<TradingCalendar> calendar(GivenSettings given, String name) {
        if (name.equals("nse")) {
            return Optional.of(TradingCalendar.nse());
        }
        Path file = given.resolve(name);
        try {
            return Optional.of(TradingCalendar.read(new StringReader(TextFile.read(file)), PlainText.cut(name)));
        } catch (IOException e) {
            given.fault(SettingKeys.CALENDAR, "nse, always, or a file that can be read, not " + file);
        } catch (IllegalArgumentException e) {
            given.fault(SettingKeys.CALENDAR, "nse, always, or a calendar file; " + e.getMessage());
        }
        return Optional.empty();
    }

    private static PaperProfile broker(GivenSettings given, String name) {
        String section = "brokers." + name;
        if (!BROKER.matcher(name).matches()) {
            given.fault("the name of the broker '" + PlainText.echo(name)
                    + "' has other signs than letters, digits, - and _, or more than 64");
        }
        given.get(SettingKeys.KIND.in(section));
        return new PaperProfile(
                name,
                given.get(SettingKeys.PRICES.in(section)),
                given.get(SettingKeys.CASH.in(section)),
                given.get(SettingKeys.LATENCY.in(section)));
    }
}
