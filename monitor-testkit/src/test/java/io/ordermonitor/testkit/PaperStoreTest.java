package io.ordermonitor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.JdbcPaperStore;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.MemoryPaperStore;
import io.ordermonitor.broker.paper.PaperChange;
import io.ordermonitor.broker.paper.PaperDay;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperOrder;
import io.ordermonitor.broker.paper.PaperSession;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.broker.paper.PaperStore;
import io.ordermonitor.broker.paper.PaperStoreException;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.loop.SteppedTime;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The paper exchange's store in PostgreSQL: it keeps what memory keeps, and a restart finds all that was answered. */
class PaperStoreTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    private static final InstrumentId SHARE = InstrumentId.parse("NSECM:3045");
    private static final MarketSession SESSION = MarketSession.nse();
    private static final Instant NOW = SESSION.openOf(DAY).plusSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private static DataSource database;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        database = postgres.getPostgresDatabase();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists paper cascade");
        }
    }

    @Test
    void whatIsSavedIsLoadedAsFromMemory() {
        for (PaperStore store : List.of(JdbcPaperStore.open(database), new MemoryPaperStore())) {
            PaperOrder stop = order(2, OrderTerms.stopLimit(10, rupees("99.05"), rupees("98.5")), true, NOW);
            PaperOrder first = order(1, OrderTerms.limit(10, rupees("100.0500")), false, null);
            store.save(List.of(change(first), change(stop, fill(stop, 3, NOW), fill(stop, 4, NOW.plusNanos(1000)))));
            store.save(List.of(change(order(1, OrderTerms.limit(20, rupees("101")), false, null))));

            PaperDay day = store.load(7, DAY);
            assertThat(day.orders()).containsExactly(order(1, OrderTerms.limit(20, rupees("101")), false, null), stop);
            assertThat(day.fills()).containsExactly(fill(stop, 3, NOW), fill(stop, 4, NOW.plusNanos(1000)));
            assertThat(day.lastSequence()).isEqualTo(2);
            assertThat(day.session()).isEqualTo(PaperSession.LIVE);
            assertThat(store.accounts(DAY)).containsExactly(7L);
            assertThat(store.accounts(DAY.plusDays(1))).isEmpty();
            assertThat(store.load(7, DAY.plusDays(1)))
                    .isEqualTo(new PaperDay(PaperSession.LIVE, 2, List.of(), List.of()));
            assertThat(store.load(8, DAY)).isEqualTo(new PaperDay(PaperSession.LIVE, 0, List.of(), List.of()));

            store.saveSession(7, PaperSession.EXPIRED);
            store.saveSession(7, PaperSession.NEEDS_LOGIN);
            assertThat(store.load(7, DAY).session()).isEqualTo(PaperSession.NEEDS_LOGIN);
        }
    }

    @Test
    void aMarketOrderWithoutPricesIsKept() {
        PaperStore store = JdbcPaperStore.open(database);
        PaperOrder market = order(1, new OrderTerms(OrderType.MARKET, 5, null, null), false, null);
        store.save(List.of(change(market)));
        assertThat(store.load(7, DAY).orders()).containsExactly(market);
    }

    @Test
    void aFailingChangeUndoesTheWholeSave() {
        PaperStore store = JdbcPaperStore.open(database);
        PaperOrder good = order(1, OrderTerms.limit(10, rupees("100")), false, null);
        PaperOrder bad = new PaperOrder(
                2,
                "7000002",
                "\0",
                SHARE,
                Side.BUY,
                Product.MIS,
                good.terms(),
                0,
                BigDecimal.ZERO,
                LegState.WORKING,
                false,
                "",
                NOW,
                NOW,
                NOW,
                null);
        assertThatExceptionOfType(PaperStoreException.class)
                .isThrownBy(() -> store.save(List.of(change(good, fill(good, 1, NOW)), change(bad))));
        assertThat(store.load(7, DAY)).isEqualTo(new PaperDay(PaperSession.LIVE, 0, List.of(), List.of()));
    }

    @Test
    void theSchemaIsMadeOnceAndKept() {
        JdbcPaperStore.open(database).save(List.of(change(order(1, OrderTerms.limit(10, rupees("100")), false, null))));
        assertThat(JdbcPaperStore.open(database).load(7, DAY).orders()).hasSize(1);
    }

    @Test
    void anAnsweredOrderIsCommitted() throws Exception {
        PaperExchange exchange = exchange(new SteppedTime(NOW, SESSION.zone()), JdbcPaperStore.open(database));
        WriteResult result = place(exchange.broker(7), Side.BUY, OrderTerms.limit(10, rupees("99.00")));
        assertThat(result).isEqualTo(new WriteResult.Accepted("7000001"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select broker_order_id, state from paper.placed")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1) + " " + row.getString(2)).isEqualTo("7000001 WORKING");
        }
    }

    @Test
    void aRestartInTheMiddleOfTheDayChangesNothing() throws Exception {
        SteppedTime time = new SteppedTime(NOW, SESSION.zone());
        PaperExchange steady = exchange(time, new MemoryPaperStore());
        PaperExchange doomed = exchange(time, JdbcPaperStore.open(database));
        for (PaperExchange exchange : List.of(steady, doomed)) {
            exchange.start();
            Broker broker = exchange.broker(7);
            assertThat(List.of(
                            place(broker, Side.BUY, new OrderTerms(OrderType.MARKET, 25, null, null)),
                            place(broker, Side.BUY, OrderTerms.limit(35, rupees("98.00"))),
                            place(broker, Side.SELL, OrderTerms.stopLimit(10, rupees("98.00"), rupees("97.50"))),
                            place(broker, Side.SELL, OrderTerms.limit(10, rupees("100.5"))),
                            place(broker, Side.BUY, OrderTerms.limit(10, rupees("99.01")))))
                    .allMatch(WriteResult.Accepted.class::isInstance);
        }
        time.advance(Duration.ofMinutes(2));
        doomed.close();
        time.advance(Duration.ofMinutes(1));
        PaperExchange again = exchange(time, JdbcPaperStore.open(database));
        again.start();
        time.advance(Duration.ofMinutes(4));
        assertThat(again.book(7)).isEqualTo(steady.book(7)).hasSize(5);
        assertThat(again.fills(7)).isEqualTo(steady.fills(7)).hasSizeGreaterThan(5);
        assertThat(again.openNet(7)).isEqualTo(steady.openNet(7));
    }

    private static PaperExchange exchange(SteppedTime time, PaperStore store) {
        Instrument share = new Instrument(
                SHARE, "SBIN", rupees("0.05"), 1, 10_000, BigDecimal.ONE, rupees("90"), rupees("110"), Instant.EPOCH);
        List<Print> prints = new ArrayList<>();
        for (String price : List.of("100.00", "99.50", "98.00", "97.00", "98.50", "101.00", "96.00")) {
            prints.add(new Print(SHARE, NOW.plusSeconds(60L * prints.size()), rupees(price), 100));
        }
        PaperMarket market = PaperMarket.of(List.of(share), PricePath.ofPrints(prints), PaperSettings.standard());
        return new PaperExchange(time, time, store, market);
    }

    private static WriteResult place(Broker broker, Side side, OrderTerms terms) {
        return broker.place(new PlaceOrder("tag", SHARE, side, Product.MIS, terms));
    }

    private static PaperOrder order(int sequence, OrderTerms terms, boolean triggered, @Nullable Instant drawnAt) {
        return new PaperOrder(
                sequence,
                "700000" + sequence,
                "tag" + sequence,
                SHARE,
                Side.SELL,
                Product.NRML,
                terms,
                triggered ? 7 : 0,
                triggered ? rupees("696.5500") : BigDecimal.ZERO,
                triggered ? LegState.PARTIAL : LegState.WORKING,
                triggered,
                "",
                NOW,
                NOW.plusNanos(2000),
                NOW.plusSeconds(1),
                drawnAt);
    }

    private static PaperFill fill(PaperOrder order, int quantity, Instant at) {
        return new PaperFill(
                order.brokerOrderId(), order.tag(), SHARE, Product.NRML, Side.SELL, quantity, rupees("99.50"), at);
    }

    private static PaperChange change(PaperOrder order, PaperFill... fills) {
        return new PaperChange(7, DAY, order, List.of(fills));
    }

    private static BigDecimal rupees(String amount) {
        return new BigDecimal(amount);
    }
}
