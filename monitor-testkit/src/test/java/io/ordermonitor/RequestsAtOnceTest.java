package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderRequest.Status;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.InMemoryStores.Answer;
import io.ordermonitor.testkit.StorePort;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of order_request that must not wait for a cycle: those of users who have none, and those that stop entries. */
class RequestsAtOnceTest {
    private static final SwitchScope ALL = SwitchScope.everything();

    private FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private boolean areEntriesStopped() {
        return day.monitor.safety().current(FakeDay.USER).stops(day.buy(FakeDay.USER, "any"));
    }

    private Answer answered(long row) {
        return day.memory.answer(row).orElseThrow();
    }

    private void opened() {
        day.submit("k");
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.broker().live()).as("stop and target").hasSize(2);
    }

    @Test
    void a_request_of_a_user_without_an_active_account_is_refused_with_the_reason_and_starts_no_loop() {
        day.account(2, Account.Mode.ARMED, false);
        long disabled = day.write(2, Kind.CANCEL, null, 4711, null);
        long nobody = day.write(3, Kind.SUBMIT, day.buy(3, "k"), 0, null);
        day.monitor.requested(2);
        day.monitor.requested(3);
        day.time.advance(Duration.ofSeconds(10));

        assertThat(answered(disabled).status()).isEqualTo(Status.REFUSED);
        assertThat(answered(disabled).reason())
                .isEqualTo("request " + disabled + ": user 2 has no active account, so nothing can be sent for him; add"
                        + " or enable an account and write the request again");
        assertThat(answered(nobody).reason()).contains("user 3 has no active account");
        assertThat(day.loopsStarted(2)).isZero();
        assertThat(day.loopsStarted(3)).isZero();
    }

    @Test
    void a_cycle_refuses_the_requests_of_a_user_without_an_active_account_that_nobody_signalled() {
        day.close();
        day = new FakeDay(KeepMonitoring.CONNECTED);
        day.account(2, Account.Mode.ARMED, false);
        long row = day.write(2, Kind.EXIT, null, 4711, null);
        day.monitor.startMonitoring(2);
        day.time.advance(Duration.ofSeconds(70));

        assertThat(answered(row).reason()).contains("user 2 has no active account");
    }

    @Test
    void a_flatten_stops_entries_while_a_cycle_waits_for_the_broker() {
        opened();
        AtomicBoolean reading = new AtomicBoolean();
        day.broker().latency(Duration.ofSeconds(8)).beforeNext(BrokerCall.Kind.ORDER_BOOK, () -> reading.set(true));
        for (int second = 0; second < 70 && !reading.get(); second++) {
            day.time.advance(Duration.ofSeconds(1));
        }
        long row = day.write(FakeDay.USER, Kind.FLATTEN, null, 0, ALL);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(1));

        assertThat(reading).isTrue();
        assertThat(day.memory.answer(row)).as("the cycle holds the lock").isEmpty();
        assertThat(areEntriesStopped()).isTrue();
        day.broker().latency(Duration.ZERO);
        day.time.advance(Duration.ofSeconds(30));
        assertThat(answered(row).status()).isEqualTo(Status.DONE);
    }

    @Test
    void a_flatten_stops_entries_at_once_and_closes_positions_once_the_broker_is_back() {
        opened();
        day.broker().outage();
        long row = day.write(FakeDay.USER, Kind.FLATTEN, null, 0, ALL);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(1));
        assertThat(areEntriesStopped()).isTrue();
        assertThat(answered(row).reason()).contains("orders asked to exit: 1");
        day.time.advance(Duration.ofMinutes(5));
        assertThat(day.broker().writes()).noneMatch(call -> call.toString().contains("sl.exit"));

        day.broker().restore();
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.broker().live())
                .singleElement()
                .matches(exit -> exit.side() == Side.SELL && exit.triggerPrice() == null, "the stop became an exit");
    }

    @Test
    void a_flatten_stops_entries_at_once_though_what_a_cycle_needs_cannot_be_read() {
        opened();
        long row = day.write(FakeDay.USER, Kind.FLATTEN, null, 0, ALL);
        day.memory.faults().failAfter(StorePort.INPUTS, 1);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(1));

        assertThat(areEntriesStopped()).isTrue();
        assertThat(day.memory.answer(row)).isEmpty();
        day.time.advance(Duration.ofSeconds(70));
        assertThat(answered(row).status()).isEqualTo(Status.DONE);
    }

    @Test
    void a_flatten_that_nobody_signals_stops_entries_in_a_cycle_that_cannot_read_the_broker() {
        opened();
        day.broker().outage();
        day.write(FakeDay.USER, Kind.FLATTEN, null, 0, ALL);
        day.time.advance(Duration.ofSeconds(70));

        assertThat(areEntriesStopped()).isTrue();
    }

    @Test
    void a_flatten_of_another_users_account_sets_nothing() {
        day.account(2, Account.Mode.ARMED, true);
        long row = day.write(FakeDay.USER, Kind.FLATTEN, null, 0, SwitchScope.account(2));
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(10));

        assertThat(answered(row).status()).isEqualTo(Status.REFUSED);
        assertThat(day.monitor.safety().current(FakeDay.USER).stopEntries().accounts())
                .isEmpty();
    }

    @Test
    void a_flatten_that_is_refused_says_that_entries_are_stopped_all_the_same() {
        day.account(2, Account.Mode.ARMED, false);
        long everything = day.write(2, Kind.FLATTEN, null, 0, ALL);
        day.monitor.requested(2);
        Account second = new Account(7, FakeDay.USER, "fake", "XY", false, Account.Mode.ARMED, Account.ExitMode.BOTH);
        day.memory.stores().inputs().saveAccount(second);
        long disabled = day.write(FakeDay.USER, Kind.FLATTEN, null, 0, SwitchScope.account(7));
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(10));

        assertThat(answered(everything).status()).isEqualTo(Status.REFUSED);
        assertThat(answered(everything).reason())
                .startsWith("no more entries are sent (stop-entries is set for ")
                .contains("user 2 has no active account");
        assertThat(day.monitor.safety().current(2).stopEntries().everything()).isTrue();
        assertThat(answered(disabled).status()).isEqualTo(Status.REFUSED);
        assertThat(answered(disabled).reason())
                .startsWith("no more entries are sent (stop-entries is set for account 7)")
                .contains("account 7 is not an active account of user 1, so nothing is closed");
        assertThat(day.monitor.safety().current(FakeDay.USER).stopEntries().accounts())
                .containsExactly(7L);
    }

    @Test
    void a_flatten_that_waits_does_not_set_again_what_a_person_lifted() {
        day.close();
        day = new FakeDay(KeepMonitoring.CONNECTED);
        long row = day.write(FakeDay.USER, Kind.FLATTEN, null, 0, ALL);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(1));
        assertThat(areEntriesStopped()).isTrue();
        day.monitor.safety().allowEntries(FakeDay.USER, ALL);
        day.write(FakeDay.USER, Kind.CANCEL, null, 4711, null);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(1));

        assertThat(areEntriesStopped()).isFalse();
        assertThat(day.memory.answer(row)).as("nobody monitors him").isEmpty();
        day.monitor.startMonitoring(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(70));
        assertThat(answered(row).status()).isEqualTo(Status.DONE);
        assertThat(answered(row).reason()).startsWith("stop-entries is set");
        assertThat(areEntriesStopped()).as("now it is carried out").isTrue();
    }
}
