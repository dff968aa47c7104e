package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.OrderType;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An amendment that takes the target away takes it away at the broker too; one of an order that has ended is refused. */
class RemovedTargetsTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private long bought() {
        long id = ((SubmitResult.Submitted) day.submit("k")).order().id();
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.broker().live()).hasSize(2);
        return id;
    }

    private SubmitResult amend(long id, String stop, @Nullable String target) {
        BigDecimal to = target == null ? null : new BigDecimal(target);
        return day.time.call(() -> day.monitor.orders().amend(id, new BigDecimal(stop), to));
    }

    @Test
    void the_resting_target_is_cancelled_by_the_next_cycle_and_the_stop_stays() {
        long id = bought();
        assertThat(amend(id, "1480.00", null))
                .isInstanceOfSatisfying(
                        SubmitResult.Submitted.class,
                        taken -> assertThat(taken.said()).isEqualTo("its target is taken away"));
        day.time.advance(Duration.ofSeconds(10));

        assertThat(day.broker().live())
                .singleElement()
                .extracting(BrokerOrder::type)
                .isEqualTo(OrderType.STOPLIMIT);
    }

    @Test
    void a_target_that_was_taken_away_comes_back_with_an_amendment() {
        long id = bought();
        amend(id, "1480.00", null);
        day.time.advance(Duration.ofSeconds(10));
        amend(id, "1480.00", "1550.00");
        day.time.advance(Duration.ofSeconds(10));

        assertThat(day.broker().live())
                .filteredOn(row -> row.type() == OrderType.LIMIT)
                .singleElement()
                .satisfies(target -> assertThat(target.limitPrice()).isEqualByComparingTo("1550.00"));
    }

    @Test
    void nothing_is_asked_of_an_order_that_has_ended() throws Exception {
        long id = bought();
        day.broker().live().stream()
                .filter(row -> row.type() == OrderType.LIMIT)
                .forEach(target -> day.broker().order(target.tag()).fill("1540.00"));
        day.time.advance(Duration.ofSeconds(70));

        for (SubmitResult asked : new SubmitResult[] {
            amend(id, "1490.00", null),
            day.time.call(() -> day.monitor.orders().exitNow(id)),
            day.time.call(() -> day.monitor.orders().cancel(id))
        }) {
            assertThat(asked)
                    .isEqualTo(new SubmitResult.Refused(
                            "order " + id + " is CLOSED: it has ended, nothing is left to do"));
        }
    }
}
