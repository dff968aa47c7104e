package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.OrderState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An entry that was given up, since no book showed it, may be at the broker all the same: somebody must go on looking. */
class GivenUpEntriesTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private long givenUp() {
        day.broker().bookLags(1_000);
        SubmitResult.Submitted submitted = (SubmitResult.Submitted) day.submit("late");
        day.time.advance(Duration.ofSeconds(140));
        assertThat(stateOf(submitted.order().id())).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        return submitted.order().id();
    }

    private OrderState stateOf(long order) {
        return day.monitor.orders().order(order).orElseThrow().state();
    }

    @Test
    void it_is_protected_though_it_turns_up_and_fills_later() {
        long order = givenUp();
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isTrue();

        day.broker().bookLags(0);
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(70));

        assertThat(stateOf(order)).isEqualTo(OrderState.OPEN);
        assertThat(day.broker().live()).as("stop and target").hasSize(2);
    }

    @Test
    void its_user_is_looked_after_until_the_day_is_over() {
        givenUp();
        day.time.advance(Duration.ofHours(10));
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isTrue();
        day.time.advance(Duration.ofHours(5));
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isFalse();
    }
}
