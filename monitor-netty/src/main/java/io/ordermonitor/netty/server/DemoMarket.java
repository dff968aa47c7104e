package io.ordermonitor.netty.server;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MinuteBar;
import io.ordermonitor.broker.paper.MinuteBarFile;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.loop.TradingCalendar;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.loop.WriteRules;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The demo's market: four recorded days side by side as four instruments on every weekday, with an instrument table and
 * a calendar of its own, and who trades in it.
 */
final class DemoMarket {
    static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);
    static final LocalTime BEGIN = LocalTime.of(9, 26);
    static final LocalTime END = LocalTime.of(15, 31);
    static final String BROKER = "paper";
    static final String NOTICE =
            "This is a demo: a synthetic trading day made of recorded prices of four other days side by"
                    + " side, with an instrument table and a calendar of its own. No order here is real.";

    private static final Duration READ_LATENCY = Duration.ofMillis(120);
    private static final Duration WRITE_LATENCY = Duration.ofMillis(80);

    /** So that an entry which a cycle makes marketable fills after that cycle, not in the middle of it. */
    private static final Duration MATCH_DELAY = Duration.ofSeconds(1);

    private DemoMarket() {}

    /** What trades. */
    @SuppressWarnings("ImmutableEnumChecker") // its fields are records of immutable values
    enum Share {
        YESBANK_A("11915-A", "yesbank-2019-07-09", "0.05", 5_000, "76.00", "104.00"),
        YESBANK_B("11915-B", "yesbank-2019-07-10", "0.05", 50_000, "76.00", "104.00"),
        YESBANK_C("11915-C", "yesbank-2019-07-11", "0.05", 50_000, "76.00", "104.00"),
        JUNIORBEES("10939", "juniorbees-2019-01-01", "0.01", 10_000, "232.00", "348.00");

        private final InstrumentId id;
        private final String file;
        private final Instrument instrument;

        Share(String token, String file, String tick, int freeze, String lower, String upper) {
            this.id = new InstrumentId("NSECM", token);
            this.file = file;
            this.instrument = new Instrument(
                    id,
                    name().replace('_', '-'),
                    new BigDecimal(tick),
                    1,
                    freeze,
                    BigDecimal.ONE,
                    new BigDecimal(lower),
                    new BigDecimal(upper),
                    instant(FIRST_DAY, LocalTime.MIDNIGHT));
        }

        InstrumentId id() {
            return id;
        }

        Instrument instrument() {
            return instrument;
        }
    }

    /** Who trades: user 1 has two accounts, user 2 one. */
    enum Seat {
        FIRST(1, 1, "1000000"),
        SECOND(1, 2, "300000"),
        THIRD(2, 3, "1000000");

        private final long userId;
        private final long accountId;
        private final BigDecimal cash;

        Seat(long userId, long accountId, String cash) {
            this.userId = userId;
            this.accountId = accountId;
            this.cash = new BigDecimal(cash);
        }

        long userId() {
            return userId;
        }

        long accountId() {
            return accountId;
        }

        Account account() {
            return new Account(
                    accountId, userId, BROKER, "DEMO" + accountId, true, Account.Mode.ARMED, Account.ExitMode.BOTH);
        }
    }

    static List<Instrument> instruments() {
        return Arrays.stream(Share.values()).map(Share::instrument).toList();
    }

    static List<Long> users() {
        return Arrays.stream(Seat.values()).map(Seat::userId).distinct().toList();
    }

    /** The recorded days side by side, every day. */
    static PricePath recorded() {
        List<MinuteBar> bars = new ArrayList<>();
        for (Share share : Share.values()) {
            try (Reader text = resource(share.file + ".csv")) {
                for (MinuteBar bar : MinuteBarFile.read(text, share.file)) {
                    bars.add(bar.of(share.id, share.instrument.symbol()).movedTo(FIRST_DAY, INDIA));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the prices of " + share, e);
            }
        }
        return PricePath.of(bars).everyDay(INDIA);
    }

    static PaperMarket market() {
        AccountTerms ordinary = new AccountTerms(Seat.FIRST.cash, READ_LATENCY, WRITE_LATENCY);
        AccountTerms small = new AccountTerms(Seat.SECOND.cash, READ_LATENCY, WRITE_LATENCY);
        PaperSettings settings = PaperSettings.standard()
                .withAccounts(ordinary, Map.of(Seat.SECOND.accountId, small))
                .withMatchDelay(MATCH_DELAY)
                .withProfile(quoting(BROKER));
        return PaperMarket.of(instruments(), recorded(), settings);
    }

    /** As others, but it gives quotes: an entry that waits has no position to take its last price from. */
    static BrokerProfile quoting(String name) {
        BrokerProfile usual = BrokerProfile.named(name);
        return new BrokerProfile(
                name,
                usual.settleWindow(),
                usual.absenceSpacing(),
                usual.readSpacing(),
                usual.writesPerSecond(),
                usual.modifyCap(),
                usual.takesStopMarket(),
                true);
    }

    static TradingHours hours() {
        try (Reader text = resource("calendar.csv")) {
            TradingCalendar calendar = TradingCalendar.read(text, "calendar.csv");
            return new TradingHours(INDIA, BEGIN, null, null, calendar, WriteRules.standard());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the demo's calendar", e);
        }
    }

    static Instant instant(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(INDIA).toInstant();
    }

    private static Reader resource(String name) {
        InputStream in = DemoMarket.class.getResourceAsStream("demo/" + name);
        if (in == null) {
            throw new IllegalStateException("the jar lacks demo/" + name);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
