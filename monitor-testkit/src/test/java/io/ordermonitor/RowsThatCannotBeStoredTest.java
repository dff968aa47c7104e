package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.message.Message;
import io.ordermonitor.message.Message.MonitoringErrors;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Stores;
import io.ordermonitor.store.jdbc.TestDatabase;
import io.ordermonitor.testkit.FakeBroker;
import io.ordermonitor.testkit.FakeBrokers;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of others that no table takes, on the real tables: whoever has none of them must not feel them. */
@ExtendWith(TestDatabase.Given.class)
class RowsThatCannotBeStoredTest {
    private static final long USER = 1;
    private static final InstrumentId SHARE = InstrumentId.parse("NSECM:2885");
    private static final InstrumentId OTHER = InstrumentId.parse("NSECM:1594");

    private final VirtualTime time = VirtualTime.at("2026-11-23T10:00:00");
    private final FakeBrokers brokers = new FakeBrokers(time, time);
    private final TestDatabase database;
    private final Stores stores;
    private final Monitor monitor;

    RowsThatCannotBeStoredTest(TestDatabase database) {
        this.database = database;
        database.clear();
        stores = database.open();
        for (long id = 1; id <= 2; id++) {
            stores.inputs()
                    .saveAccount(
                            new Account(id, USER, "fake", "AB" + id, true, Account.Mode.ARMED, Account.ExitMode.BOTH));
        }
        stores.instruments().save("fake", List.of(share(SHARE), share(OTHER)));
        monitor = Monitor.builder(stores, brokers)
                .config(MonitorConfig.standard()
                        .withHours(TradingHours.always())
                        .withLoop(LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED)))
                .clock(time)
                .timers(time)
                .executor(time)
                .listener(e -> {})
                .lease(new LapsingLease())
                .build();
        monitor.start();
    }

    @AfterEach
    void stop() {
        monitor.close();
        time.shutdownNow();
        database.execute("alter table broker_order_book drop constraint if exists no_account_2");
    }

    private Instrument share(InstrumentId id) {
        return new Instrument(
                id,
                id.token(),
                new BigDecimal("0.05"),
                1,
                100_000,
                BigDecimal.ONE,
                new BigDecimal("1300.00"),
                new BigDecimal("1700.00"),
                time.instant());
    }

    private FakeBroker broker(long account) {
        return brokers.of(account);
    }

    private FakeOrder foreign(long account, String tag, InstrumentId instrument, String price) {
        return broker(account)
                .placeForeign(tag, instrument, Side.BUY, Product.MIS, OrderTerms.limit(10, new BigDecimal(price)));
    }

    /** An entry of 100 fills. */
    private void filled(long account, InstrumentId instrument, String key) {
        NewManagedOrder buy = new NewManagedOrder(
                USER,
                account,
                instrument,
                Side.BUY,
                Product.MIS,
                100,
                OrderType.LIMIT,
                null,
                new BigDecimal("1500.00"),
                new BigDecimal("1480.00"),
                null,
                null,
                "mine",
                null,
                key);
        assertThat(time.call(() -> monitor.orders().submit(buy))).isInstanceOf(SubmitResult.Submitted.class);
        broker(account).lastOrder().fill("1500.00");
    }

    private int stops(long account, InstrumentId instrument) {
        return broker(account).live().stream()
                .filter(row -> row.type().isStop() && row.instrument().equals(instrument))
                .mapToInt(BrokerOrder::remaining)
                .sum();
    }

    private Stream<Finding> told() {
        return monitor.webSockets().history(USER).stream()
                .map(Message.Numbered::message)
                .filter(MonitoringErrors.class::isInstance)
                .map(MonitoringErrors.class::cast)
                .flatMap(errors -> errors.findings().stream());
    }

    @Test
    void what_nobody_sees_is_taken_out_of_a_tag() {
        foreign(1, "a\u0000b", SHARE, "1500.00");
        filled(1, SHARE, "k");
        time.advance(Duration.ofMinutes(3));

        assertThat(stops(1, SHARE)).isEqualTo(100);
        assertThat(told()).isEmpty();
        assertThat(database.value("select tag from broker_order_book where tag like 'a%'"))
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999.00", "-1E+30", "1E-20000"})
    void a_price_that_no_column_takes_stops_writes_on_its_instrument_alone(String price) {
        foreign(1, "", OTHER, price);
        filled(1, SHARE, "k");
        filled(2, OTHER, "l");
        time.advance(Duration.ofMinutes(3));

        assertThat(stops(1, SHARE)).isEqualTo(100);
        assertThat(stops(2, OTHER)).as("of another account").isEqualTo(100);
        assertThat(told()).isNotEmpty().allSatisfy(f -> {
            assertThat(f.code()).isEqualTo(Code.QUARANTINED);
            assertThat(f.accountId()).isEqualTo(1);
            assertThat(f.message()).contains("a row of " + OTHER);
        });
    }

    @Test
    void a_last_price_beyond_all_sense_is_none() {
        broker(1).price(SHARE, "999999999999");
        filled(1, SHARE, "k");
        time.advance(Duration.ofMinutes(3));

        assertThat(stops(1, SHARE)).isEqualTo(100);
        assertThat(told()).noneMatch(f -> f.code() == Code.DATABASE || f.code() == Code.QUARANTINED);
    }

    @Test
    void an_account_whose_rows_the_database_refuses_sits_out_alone_and_is_an_alarm() {
        database.execute("alter table broker_order_book add constraint no_account_2 check (account_id <> 2)");
        foreign(2, "", SHARE, "1500.00");
        filled(1, SHARE, "k");
        time.advance(Duration.ofMinutes(3));

        assertThat(stops(1, SHARE)).isEqualTo(100);
        assertThat(stores.alarms().standing(USER)).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(Code.DATABASE);
            assertThat(alarm.accountId()).isEqualTo(2);
            assertThat(alarm.message()).contains("nothing is done for it until it can", "no_account_2");
        });

        database.execute("alter table broker_order_book drop constraint no_account_2");
        time.advance(Duration.ofMinutes(2));
        assertThat(stores.alarms().standing(USER)).isEmpty();
    }
}
