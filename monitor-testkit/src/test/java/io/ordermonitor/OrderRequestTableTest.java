package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.jdbc.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of programs in other languages: plain SQL in, a protected order and an answer out. */
@ExtendWith(TestDatabase.Given.class)
class OrderRequestTableTest {
    private static final String ENTRY = "account_id, instrument, side, product, quantity, entry_type,"
            + " entry_limit_price, sl_stop_price, target_price, strategy";
    private static final String BUY = "1, 'NSECM:2885', 'BUY', 'MIS', 100, 'LIMIT', 2500.00, 2480.00, 2550.00, 'mine'";
    private static final String WAITS =
            "1, 'NSECM:2885', 'BUY', 'MIS', 100, 'LIMIT', 2450.00, 2440.00, 2550.00, 'mine'";

    private final TestDatabase database;
    private PaperDay day;

    OrderRequestTableTest(TestDatabase database) {
        this.database = database;
        database.clear();
        this.day = new PaperDay(database.open());
    }

    @BeforeEach
    void start() {
        day.monitor.start();
    }

    @AfterEach
    void stop() {
        day.close();
    }

    /** What the row says now. */
    private record Answer(String status, String reason, long orderId) {}

    private Answer answer(String key) {
        String where = " from order_request where request_key = ?";
        return new Answer(
                database.value("select coalesce(status, 'waits')" + where, key),
                database.value("select coalesce(reason, '')" + where, key),
                Long.parseLong(database.value("select coalesce(order_id, 0)" + where, key)));
    }

    private void insert(long user, String kind, String key, Instant at, String columns, String values) {
        database.execute("insert into order_request (user_id, kind, request_key, created_at, " + columns + ") values ("
                + user + ", '" + kind + "', '" + key + "', '" + at + "', " + values + ")");
    }

    /** As a program writes it and PostgreSQL signals it; some time passes. */
    private Answer ask(String kind, String key, String columns, String values) {
        insert(1, kind, key, day.time.instant(), columns, values);
        day.monitor.requested(1);
        day.time.advance(Duration.ofSeconds(25));
        return answer(key);
    }

    private long opened(String key) {
        Answer answer = ask("SUBMIT", key, ENTRY, BUY);
        assertThat(answer.status()).as(answer.reason()).isEqualTo("DONE");
        assertProtected(100, "2480.00", "2550.00");
        return answer.orderId();
    }

    private void assertProtected(int quantity, String stop, String target) {
        assertThat(day.live(1)).hasSize(2).allSatisfy(exit -> {
            assertThat(exit.side()).isEqualTo(Side.SELL);
            assertThat(exit.remaining()).isEqualTo(quantity);
        });
        assertThat(day.live(1, OrderType.STOPLIMIT))
                .extracting(BrokerOrder::triggerPrice)
                .containsExactly(new BigDecimal(stop));
        assertThat(day.live(1, OrderType.LIMIT))
                .extracting(BrokerOrder::limitPrice)
                .containsExactly(new BigDecimal(target));
    }

    @Test
    void a_submit_is_answered_with_its_order_which_is_protected_once_it_fills() {
        long id = opened("k");

        assertThat(answer("k")).isEqualTo(new Answer("DONE", "", id));
        assertThat(database.value("select state from v_order where order_id = ?", id))
                .isEqualTo("OPEN");
    }

    @Test
    void rows_are_answered_within_two_seconds_however_many_and_without_a_cycle_being_due() {
        long id = opened("first");
        for (int i = 0; i < 12; i++) {
            assertAnsweredSoon("SUBMIT", "k" + i, ENTRY, BUY);
        }
        assertAnsweredSoon("AMEND", "amend", "order_id, sl_stop_price", id + ", 2470");
        assertAnsweredSoon("CANCEL", "cancel", "order_id", "" + answer("k11").orderId());
        assertAnsweredSoon("EXIT", "exit", "order_id", "" + id);
    }

    private void assertAnsweredSoon(String kind, String key, String columns, String values) {
        insert(1, kind, key, day.time.instant(), columns, values);
        day.monitor.requested(1);
        day.time.advance(Duration.ofSeconds(2));
        assertThat(answer(key).status())
                .as(kind + " " + key + ": " + answer(key).reason())
                .isEqualTo("DONE");
    }

    @Test
    void a_row_that_nobody_signals_is_taken_up_by_the_next_cycle() {
        long id = opened("k");
        insert(1, "AMEND", "a", day.time.instant(), "order_id, sl_stop_price", id + ", 2470");
        day.time.advance(Duration.ofSeconds(61));

        assertThat(answer("a").status()).isEqualTo("DONE");
    }

    @Test
    void a_row_written_while_no_monitor_ran_is_taken_up_when_one_starts() {
        day.close();
        database.clear();
        day = new PaperDay(database.open());
        insert(1, "SUBMIT", "k", day.time.instant(), ENTRY, BUY);
        day.monitor.start();
        day.time.advance(Duration.ofSeconds(30));

        assertThat(answer("k").status()).isEqualTo("DONE");
        assertProtected(100, "2480.00", "2550.00");
    }

    @Test
    void a_submit_that_was_carried_out_before_a_kill_is_answered_with_its_order_however_late() {
        long id = opened("k");
        database.execute("update order_request set status = null, reason = null, order_id = null");
        day.time.advance(Duration.ofMinutes(2));

        assertThat(answer("k")).isEqualTo(new Answer("DONE", "", id));
        assertThat(day.exchange.book(1))
                .filteredOn(row -> row.side() == Side.BUY)
                .hasSize(1);
    }

    @Test
    void a_settle_needs_an_order_that_is_frozen_and_a_quantity() {
        long id = opened("k");
        Answer answer = ask("SETTLE", "s", "order_id, quantity", id + ", 10");
        assertThat(answer.status()).isEqualTo("REFUSED");
        assertThat(answer.reason()).isEqualTo("order " + id + " is OPEN, not FROZEN: there is nothing to settle");

        Answer without = ask("SETTLE", "t", "order_id", String.valueOf(id));
        assertThat(without.reason()).isEqualTo("quantity is missing");
    }

    @Test
    void a_cancel_ends_the_rest_of_an_entry() {
        Answer submitted = ask("SUBMIT", "k", ENTRY, WAITS);
        assertThat(day.live(1)).hasSize(1);
        Answer cancelled = ask("CANCEL", "c", "order_id", Long.toString(submitted.orderId()));

        assertThat(cancelled).isEqualTo(new Answer("DONE", "", submitted.orderId()));
        assertThat(day.live(1)).isEmpty();
        assertThat(database.value("select state from v_order where order_id = ?", submitted.orderId()))
                .isEqualTo("ENTRY_CANCELLED");
    }

    @Test
    void an_exit_closes_the_position_and_leaves_nothing_resting() {
        long id = opened("k");
        Answer exited = ask("EXIT", "e", "order_id", Long.toString(id));

        assertThat(exited).isEqualTo(new Answer("DONE", "", id));
        assertThat(day.exchange.openNet(1)).isEmpty();
        assertThat(day.live(1)).isEmpty();
        assertThat(database.value("select state from v_order where order_id = ?", id))
                .isEqualTo("CLOSED");
    }

    @Test
    void a_flatten_by_row_stops_the_strategys_entries_and_closes_what_it_holds() {
        opened("k");
        Answer flattened = ask("FLATTEN", "f", "strategy", "'mine'");

        assertThat(flattened.status()).isEqualTo("DONE");
        assertThat(flattened.reason()).contains("strategy mine", "orders asked to exit: 1");
        assertThat(day.exchange.openNet(1)).isEmpty();
        assertThat(day.live(1)).isEmpty();
        assertThat(database.value("select strategies::text from safety_switch where user_id = 1"))
                .isEqualTo("{mine}");
        assertThat(ask("SUBMIT", "k2", ENTRY, BUY).reason()).contains("stop-entries");
    }

    @Test
    void an_amend_moves_the_stop_and_the_target() {
        long id = opened("k");
        Answer amended = ask("AMEND", "a", "order_id, sl_stop_price, target_price", id + ", 2485.00, 2540.00");

        assertThat(amended).isEqualTo(new Answer("DONE", "", id));
        assertProtected(100, "2485.00", "2540.00");
    }

    @Test
    void an_adopted_entry_that_has_filled_already_is_protected_at_once() {
        day.exchange.placeByHand(
                1,
                PaperDay.SHARE,
                Side.BUY,
                Product.MIS,
                new OrderTerms(OrderType.LIMIT, 100, new BigDecimal("2500.00"), null));
        day.time.advance(Duration.ofSeconds(3));
        String atBroker = day.exchange.book(1).get(0).brokerOrderId();
        Answer adopted = ask("ADOPT", "k", "broker_order_id, " + ENTRY, "'" + atBroker + "', " + BUY);

        assertThat(adopted.status()).as(adopted.reason()).isEqualTo("DONE");
        assertProtected(100, "2480.00", "2550.00");
        assertThat(day.exchange.book(1)).as("no second entry").hasSize(3);
    }

    @Test
    void a_key_is_taken_once_whichever_way_it_comes_in() {
        long id = opened("k");
        assertThatThrownBy(() -> insert(1, "SUBMIT", "k", day.time.instant(), ENTRY, BUY))
                .hasMessageContaining("order_request_user_id_request_key_key");

        NewManagedOrder terms = new NewManagedOrder(
                1,
                1,
                PaperDay.SHARE,
                Side.BUY,
                Product.MIS,
                100,
                OrderType.LIMIT,
                null,
                new BigDecimal("2500.00"),
                new BigDecimal("2480.00"),
                null,
                null,
                "mine",
                null,
                "k");
        assertThat(day.time.call(() -> day.monitor.orders().submit(terms))).isEqualTo(new SubmitResult.Repeated(id));
        SubmitResult java = day.time.call(() -> day.monitor
                .orders()
                .submit(terms.repriced(null, new BigDecimal("2500.00"), new BigDecimal("2480.00"), null, "from-java")));
        Answer repeated = ask("SUBMIT", "from-java", ENTRY, BUY);

        assertThat(java).isInstanceOf(SubmitResult.Submitted.class);
        assertThat(repeated.orderId())
                .isEqualTo(((SubmitResult.Submitted) java).order().id());
        assertThat(day.exchange.book(1))
                .filteredOn(row -> row.side() == Side.BUY)
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SUBMIT | account_id, instrument | 1, 'NSECM:2885' | is missing",
                "SUBMIT | " + ENTRY
                        + " | 1, 'NSECM:2885', 'LONG', 'MIS', 1, 'LIMIT', 2500, 2480, null, 'x' | side must be one of [BUY, SELL]",
                "SUBMIT | " + ENTRY + " | 1, 'NSECM:2885', 'BUY', 'MIS', 0, 'LIMIT', 2500, 2480, null, 'x' | quantity",
                "SUBMIT | " + ENTRY + " | 1, 'NSECM:2885', 'BUY', 'MIS', 1, 'LIMIT', 2500, 2520, null, 'x' | stop",
                "SUBMIT | " + ENTRY
                        + " | 1, 'NSECM:7777', 'BUY', 'MIS', 1, 'LIMIT', 2500, 2480, null, 'x' | NSECM:7777",
                "SUBMIT | " + ENTRY + " | 2, 'NSECM:2885', 'BUY', 'MIS', 1, 'LIMIT', 2500, 2480, null, 'x' | account 2",
                "SUBMIT | valid_until, " + ENTRY + " | '2020-01-03T09:59:59+05:30', " + BUY + " | valid",
                "ADOPT | " + ENTRY + " | " + BUY + " | broker_order_id is missing",
                "CANCEL | account_id | 1 | order_id is missing",
                "EXIT | order_id | 4711 | 4711",
                "AMEND | order_id | 4711 | sl_stop_price is missing",
                "FLATTEN | account_id, strategy | 1, 'mine' | account_id or strategy, not both",
                "FLATTEN | account_id | 2 | account 2"
            })
    void what_makes_no_order_is_refused_with_the_reason(String kind, String columns, String values, String reason) {
        Answer answer = ask(kind, "k", columns, values);

        assertThat(answer.status()).isEqualTo("REFUSED");
        assertThat(answer.reason()).containsIgnoringCase(reason);
        assertThat(day.exchange.book(1)).isEmpty();
        assertThat(day.exchange.book(2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strategy=E'red \\x1b[31m'",
                "strategy=E'two\\nlines'",
                "strategy=repeat('x', 65)",
                "side=E'\\x1b[2J'",
                "instrument=E'NSECM:\\x07'",
                "entry_type=repeat('x', 100000)",
                "request_key=E'k\\x1b'"
            })
    void nothing_that_a_terminal_would_obey_and_nothing_endless_comes_back_from_a_row(String bad) {
        insert(1, "SUBMIT", "k", day.time.instant(), ENTRY, BUY);
        database.execute("update order_request set " + bad);
        day.monitor.requested(1);
        day.time.advance(Duration.ofSeconds(25));
        String reason = database.value("select status || ' ' || reason from order_request");

        assertThat(reason).startsWith("REFUSED").hasSizeLessThan(500).doesNotContainPattern("\\p{Cntrl}");
        assertThat(day.exchange.book(1)).isEmpty();
    }

    @Test
    void an_invalid_row_does_not_keep_the_next_one_waiting() {
        insert(1, "SUBMIT", "bad", day.time.instant(), "account_id", "1");

        assertThat(opened("good")).isPositive();
        assertThat(answer("bad").status()).isEqualTo("REFUSED");
    }

    @Test
    void another_users_order_cannot_be_touched() {
        long id = opened("k");
        for (String kind : new String[] {"CANCEL", "EXIT", "AMEND"}) {
            insert(2, kind, kind, day.time.instant(), "order_id, sl_stop_price", id + ", 2470");
        }
        day.monitor.requested(2);
        day.time.advance(Duration.ofSeconds(25));

        for (String kind : new String[] {"CANCEL", "EXIT", "AMEND"}) {
            assertThat(answer(kind).status()).isEqualTo("REFUSED");
        }
        assertProtected(100, "2480.00", "2550.00");
    }

    @Test
    void an_entry_that_waited_too_long_is_refused_and_an_exit_never_is() {
        long id = opened("k");
        Instant now = day.time.instant();
        insert(1, "SUBMIT", "old", now.minusSeconds(61), ENTRY, BUY);
        insert(1, "ADOPT", "old adopt", now.minusSeconds(61), "broker_order_id, " + ENTRY, "'X', " + BUY);
        insert(1, "EXIT", "old exit", now.minusSeconds(3600), "order_id", Long.toString(id));
        day.monitor.requested(1);
        day.time.advance(Duration.ofSeconds(25));

        assertThat(answer("old").status()).isEqualTo("REFUSED");
        assertThat(answer("old").reason()).contains("60 s");
        assertThat(answer("old adopt").status()).isEqualTo("REFUSED");
        assertThat(answer("old exit").status()).isEqualTo("DONE");
    }
}
