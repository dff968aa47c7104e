package io.ordermonitor.netty.server.demo;

import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.loop.TradingCalendar;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.loop.WriteRules;
import io.ordermonitor.netty.server.paper.PaperBrokers;
import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.Account;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The demo's market: four recorded days side by side as four instruments on every weekday, with an instrument table and
 * a calendar of its own, and who trades in it.
 */
public final class DemoMarket {
    public static final ZoneId INDIA = PaperShare.INDIA;
    static final LocalDate FIRST_DAY = PaperShare.FIRST_DAY;
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

    static List<Long> users() {
        return Arrays.stream(Seat.values()).map(Seat::userId).distinct().toList();
    }

    static PaperMarket market() {
        AccountTerms ordinary = new AccountTerms(Seat.FIRST.cash, READ_LATENCY, WRITE_LATENCY);
        AccountTerms small = new AccountTerms(Seat.SECOND.cash, READ_LATENCY, WRITE_LATENCY);
        PaperSettings settings = PaperSettings.standard()
                .withAccounts(ordinary, Map.of(Seat.SECOND.accountId, small))
                .withMatchDelay(MATCH_DELAY)
                .withProfile(PaperBrokers.quoting(BROKER));
        return PaperMarket.of(PaperShare.instruments(), PaperShare.recorded(), settings);
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
        InputStream in = DemoMarket.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the jar lacks " + name);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
