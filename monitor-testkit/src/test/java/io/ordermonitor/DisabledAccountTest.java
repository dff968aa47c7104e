package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.SafetySwitches.FlattenResult;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchScope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account that is disabled while its user goes on with another: no cycle reads it, so nothing is sent to it. */
class DisabledAccountTest {
    private static final long SECOND = 2;

    private final FakeDay day = new FakeDay();
    private long first;
    private long second;

    @BeforeEach
    void disable() {
        second(true);
        first = id(day.submit("first"));
        second = id(submit("second"));
        day.brokers.of(SECOND).lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.brokers.of(SECOND).live()).as("stop and target").hasSize(2);
        second(false);
    }

    @AfterEach
    void stop() {
        day.close();
    }

    private void second(boolean active) {
        Account account =
                new Account(SECOND, FakeDay.USER, "fake", "XY", active, Account.Mode.ARMED, Account.ExitMode.BOTH);
        day.memory.stores().inputs().saveAccount(account);
    }

    private static NewManagedOrder terms(String key) {
        return new NewManagedOrder(
                FakeDay.USER,
                SECOND,
                FakeDay.SHARE,
                Side.BUY,
                Product.MIS,
                100,
                OrderType.LIMIT,
                null,
                new BigDecimal("1500.00"),
                new BigDecimal("1480.00"),
                null,
                new BigDecimal("1540.00"),
                "mine",
                null,
                key);
    }

    private SubmitResult submit(String key) {
        return day.time.call(() -> day.monitor.orders().submit(terms(key)));
    }

    private static long id(SubmitResult result) {
        return ((SubmitResult.Submitted) result).order().id();
    }

    private void assertRefused(SubmitResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        SubmitResult.Refused.class,
                        refused ->
                                assertThat(refused.reason()).contains("account 2 is not an active account of user 1"));
    }

    private List<Alarm> alarms() {
        return day.memory.stores().alarms().standing(FakeDay.USER);
    }

    @Test
    void whose_orders_are_left_is_an_alarm_until_it_is_enabled() {
        String stop = day.brokers.of(SECOND).live().get(0).brokerOrderId();
        day.time.advance(Duration.ofSeconds(70));
        assertThat(alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.code()).isEqualTo(Code.ACCOUNT_OUT))
                .satisfies(alarm -> assertThat(alarm.message())
                        .contains("Account 2 is disabled", "order " + second + " of ", "open 100", "stop-loss " + stop)
                        .doesNotContain("order " + first));
        day.time.advance(Duration.ofMinutes(3));
        assertThat(alarms()).hasSize(1);

        second(true);
        day.time.advance(Duration.ofSeconds(70));
        assertThat(alarms()).isEmpty();
    }

    @Test
    void is_an_alarm_at_once_where_it_was_the_last_one() {
        day.memory
                .stores()
                .inputs()
                .saveAccount(
                        new Account(1, FakeDay.USER, "fake", "AB", false, Account.Mode.ARMED, Account.ExitMode.BOTH));
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(1));

        assertThat(alarms()).extracting(Alarm::accountId).containsExactlyInAnyOrder(1L, SECOND);
        day.time.advance(Duration.ofMinutes(3));
        assertThat(alarms()).hasSize(2);
        second(true);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(70));
        assertThat(alarms()).extracting(Alarm::accountId).containsExactly(1L);
    }

    @Test
    void takes_no_new_order() {
        int writes = day.brokers.of(SECOND).writes().size();
        assertRefused(submit("another"));
        assertRefused(day.time.call(() -> day.monitor.orders().adopt(terms("adopted"), "B77")));

        assertThat(day.brokers.of(SECOND).writes()).hasSize(writes);
        assertThat(day.memory.stores().orders().findByRequestKey(FakeDay.USER, "another"))
                .isEmpty();
    }

    @Test
    void takes_nothing_that_is_asked_of_its_orders() {
        int intents = day.memory.outcomes().size();
        assertRefused(day.time.call(() -> day.monitor.orders().exitNow(second)));
        assertRefused(day.time.call(() -> day.monitor.orders().cancel(second)));
        day.time.advance(Duration.ofMinutes(2));

        assertThat(day.memory.outcomes()).hasSize(intents);
        assertThat(day.memory.unsettled()).isEmpty();
    }

    @Test
    void is_named_by_a_flatten_that_cannot_close_what_is_open_there() {
        FlattenResult result =
                day.time.call(() -> day.monitor.safety().flatten(FakeDay.USER, SwitchScope.everything()));
        day.time.advance(Duration.ofSeconds(70));

        assertThat(result)
                .isEqualTo(new FlattenResult.Asked(List.of(first, second), List.of(), List.of(second), Map.of()));
        assertThat(day.broker().live()).isEmpty();
        assertThat(day.brokers.of(SECOND).live()).hasSize(2);
        assertThat(day.memory.unsettled()).isEmpty();
    }

    @Test
    void is_written_to_again_once_it_is_enabled() {
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.monitor.orders().orders(FakeDay.USER)).as("still there").hasSize(2);
        second(true);

        assertThat(day.time.call(() -> day.monitor.orders().exitNow(second)))
                .isInstanceOf(SubmitResult.Submitted.class);
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.brokers.of(SECOND).live()).singleElement().matches(o -> o.triggerPrice() == null);
    }
}
