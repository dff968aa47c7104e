package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Positions lag a fill for longer than any broker says: its units are booked as closed outside, and come back. */
class BookedOutsideTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private OrderState state(long order) {
        return day.monitor.orders().order(order).orElseThrow().state();
    }

    @Test
    void an_order_that_was_booked_away_is_looked_at_again_though_nothing_else_is_open() {
        long id = ((SubmitResult.Submitted) day.submit("k")).order().id();
        day.time.advance(Duration.ofSeconds(10));
        day.broker().positionsLag(1_000);
        day.broker().lastOrder().fill("1500.00");
        for (int i = 0; i < 60 && state(id) != OrderState.CLOSED_EXTERNALLY; i++) {
            day.time.advance(Duration.ofSeconds(5));
        }
        assertThat(state(id)).isEqualTo(OrderState.CLOSED_EXTERNALLY);
        assertThat(day.broker().live()).isEmpty();

        day.broker().positionsLag(0);
        day.time.advance(Duration.ofSeconds(130));
        assertThat(state(id)).isIn(OrderState.OPEN, OrderState.EXITING);
        assertThat(day.broker().live()).anyMatch(row -> row.type() == OrderType.STOPLIMIT && row.quantity() == 100);
    }
}
