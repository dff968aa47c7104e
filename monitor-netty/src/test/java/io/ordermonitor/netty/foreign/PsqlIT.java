package io.ordermonitor.netty.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.JdbcPaperStore;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.netty.server.command.OldDatabase;
import io.ordermonitor.netty.server.command.ReadmeBlock;
import io.ordermonitor.netty.server.command.ReadmeShell;
import io.ordermonitor.netty.server.paper.PaperBrokers;
import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that the program {@code psql} writes into the database of a running server, none of whose cycles is due. */
@Tag("foreign")
class PsqlIT {
    private static final BigDecimal LIMIT_SECONDS = BigDecimal.valueOf(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SERVE = "java -jar monitor.jar serve";
    private static final String COLUMNS =
            "insert into order_request (user_id, account_id, kind, request_key, instrument,"
                    + " side, product, quantity, entry_type, entry_limit_price, sl_stop_price, strategy, broker_order_id,"
                    + " created_at) values ";

    private static final String TERMS = "'NSECM:11915-A', 'BUY', 'NRML', ";

    @TempDir
    Path folder;

    private final List<String> inserts = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void everyKindOfRequestIsAnsweredAtOnceAndOnlyOnce() throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start(folder, OldDatabase::make)) {
            DataSource database = postgres.database();
            postgres.psql("insert into broker_account (id, user_id, broker, client_code, mode) values"
                            + " (11, 11, 'paper', 'P11', 'ARMED'), (12, 12, 'paper', 'P12', 'ARMED')")
                    .succeeded();
            String byHand = placedByHand(database, 12);
            freezeTheOrderOfYesterday(postgres);

            postgres.shell().type("export MONITOR_MONITORING_INTERVAL=1h MONITOR_MONITORING_INITIAL_DELAY=1h");
            ReadmeShell.Serving serving = postgres.shell().serve(SERVE);
            try {
                everyKind(postgres, byHand);
                whatIsRepeatedChangesNothing(postgres);
            } finally {
                serving.process().destroy();
                serving.process().waitFor();
            }
            System.out.println(postgres.versions() + ": " + String.join(", ", told));
        }
    }

    /** What a person does at the broker's terminal while no server runs. */
    private static String placedByHand(DataSource database, long account) {
        PaperSettings standard = PaperSettings.standard();
        PaperSettings always = new PaperSettings(
                new MarketSession(PaperShare.INDIA, LocalTime.MIN, LocalTime.MAX),
                PaperBrokers.quoting("paper"),
                standard.fillShare(),
                standard.marginRates(),
                standard.matchDelay(),
                standard.eventDelay(),
                standard.positionLag(),
                standard.terms(),
                Map.of());
        PaperMarket market = PaperMarket.of(PaperShare.instruments(), PaperShare.recorded(), always);
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        try (PaperExchange exchange =
                new PaperExchange(Clock.system(PaperShare.INDIA), timers, JdbcPaperStore.open(database), market)) {
            OrderTerms terms = new OrderTerms(OrderType.LIMIT, 10, new BigDecimal("80.00"), null);
            WriteResult placed =
                    exchange.placeByHand(account, PaperShare.YESBANK_A.id(), Side.BUY, Product.NRML, terms);
            assertThat(placed).isInstanceOf(WriteResult.Accepted.class);
            return ((WriteResult.Accepted) placed).brokerOrderId();
        } finally {
            timers.shutdownNow();
        }
    }

    private static void freezeTheOrderOfYesterday(OwnPostgres postgres) throws Exception {
        ReadmeShell.Serving serving = postgres.shell().serve(SERVE);
        try {
            await().atMost(PATIENCE)
                    .until(() -> postgres.value("select state from orders where order_id = 4")
                            .equals("FROZEN"));
        } finally {
            serving.process().destroy();
            serving.process().waitFor();
        }
    }

    private void everyKind(OwnPostgres postgres, String byHand) throws Exception {
        String placed =
                " and exists (select from leg_order l join paper.placed using (tag) where l.order_id = r.order_id)";
        asked(postgres, 1, "my-key-1", ReadmeBlock.REQUEST.statements().get(0), placed);
        String submit = COLUMNS + "(11, 11, 'SUBMIT', ";
        asked(
                postgres,
                11,
                "rests",
                submit + "'rests', " + TERMS + "10, 'LIMIT', 80, 78, 'mine', null, now())",
                placed);
        asked(
                postgres,
                11,
                "fills",
                submit + "'fills', " + TERMS + "20, 'MARKET', null, 80, 'mine', null, now())",
                placed);
        asked(
                postgres,
                12,
                "adopt",
                COLUMNS + "(12, 12, 'ADOPT', 'adopt', " + TERMS + "10, 'LIMIT', 80, 78, 'mine', '" + byHand
                        + "', now())",
                "");
        String fills = "(select order_id from order_request where request_key = 'fills')";
        awaitValue(postgres, "20", "select quantity from paper.placed where side = 'SELL' and quantity = 20");
        asked(postgres, 11, "amend", of(11, "AMEND", "amend", "order_id, sl_stop_price", fills + ", 81"), "");
        awaitValue(
                postgres,
                "81",
                "select trim_scale(trigger_price) from paper.placed where side = 'SELL' and quantity = 20");
        String rests = "(select order_id from order_request where request_key = 'rests')";
        asked(postgres, 11, "cancel", of(11, "CANCEL", "cancel", "order_id", rests), "");
        awaitValue(postgres, "ENTRY_CANCELLED", "select state from orders where order_id = " + rests);
        asked(postgres, 11, "exit", of(11, "EXIT", "exit", "order_id", fills), "");
        awaitValue(postgres, "CLOSED", "select state from orders where order_id = " + fills);
        asked(postgres, 12, "flatten", of(12, "FLATTEN", "flatten", "account_id", "12"), "");
        awaitValue(
                postgres,
                "CANCELLED",
                "select state from paper.placed where broker_order_id = '" + byHand + "' and account_id = 12");
        asked(postgres, 3, "settle", of(3, "SETTLE", "settle", "order_id, quantity", "4, 0"), "");
        awaitValue(postgres, "CLOSED_EXTERNALLY", "select state from orders where order_id = 4");
    }

    private static String of(long user, String kind, String key, String columns, String values) {
        return "insert into order_request (user_id, kind, request_key, created_at, " + columns + ") values (" + user
                + ", '" + kind + "', '" + key + "', now(), " + values + ")";
    }

    /** Measured by the server's clock, from the commit of the insert to the first look that finds the answer. */
    private void asked(OwnPostgres postgres, long user, String key, String insert, String and) throws Exception {
        inserts.add(insert);
        String answer = "select extract(epoch from clock_timestamp()) from order_request r where status = 'DONE'"
                + " and user_id = " + user + " and request_key = '" + key + "'" + and;
        BigDecimal committed =
                new BigDecimal(postgres.value(insert + "; select extract(epoch from clock_timestamp())"));
        String seen = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> postgres.look(answer), Optional::isPresent)
                .orElseThrow();
        BigDecimal took = new BigDecimal(seen).subtract(committed);
        told.add(key + " " + took.movePointRight(3).toBigInteger() + " ms");
        assertThat(took).as(key).isLessThan(LIMIT_SECONDS);
    }

    private static void awaitValue(OwnPostgres postgres, String value, String query) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(postgres.look(query)).hasValue(value));
    }

    private void whatIsRepeatedChangesNothing(OwnPostgres postgres) throws Exception {
        String all =
                "select (select count(*) from orders), (select count(*) from intent), (select count(*) from paper.placed),"
                        + " (select string_agg(version::text, ',' order by order_id) from orders)";
        awaitValue(postgres, "0", "select count(*) from intent where outcome is null and trading_day = current_date");
        String before = postgres.value(all);
        for (String insert : inserts) {
            ReadmeShell.Ran again = postgres.psql(insert);
            assertThat(again.exit()).isEqualTo(3);
            assertThat(again.err()).contains("order_request_user_id_request_key_key");
        }
        // Whatever the server made of them came before its answer to this one.
        postgres.psql(of(11, "CANCEL", "nothing", "order_id", "999999")).succeeded();
        await().atMost(PATIENCE)
                .until(() -> postgres.value("select status from order_request where request_key = 'nothing'")
                        .equals("REFUSED"));
        assertThat(postgres.value(all)).isEqualTo(before);
    }
}
