package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.FakeOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An entry fills after it was cancelled, when its user is watched no more, and the first look does not show it. */
class LateFillsTest {
    private final FakeDay day = new FakeDay();
    private FakeOrder entry;

    @BeforeEach
    void cancelled() {
        SubmitResult.Submitted submitted = (SubmitResult.Submitted) day.submit("late");
        day.time.advance(Duration.ofSeconds(70));
        entry = day.broker().lastOrder();
        day.time.call(() -> day.monitor.orders().cancel(submitted.order().id()));
        day.time.advance(Duration.ofMinutes(3));
        assertThat(day.broker().live()).isEmpty();
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isFalse();
    }

    @AfterEach
    void stop() {
        day.close();
    }

    private boolean isStopped() {
        return day.broker().live().stream().anyMatch(row -> row.type() == OrderType.STOPLIMIT && row.quantity() == 100);
    }

    @Test
    void it_gets_its_stop_though_the_book_shows_the_fill_late() {
        day.broker().bookLags(1);
        entry.fillThoughEnded(100, "1500.00");
        day.time.advance(Duration.ofSeconds(70));
        assertThat(isStopped()).isTrue();
    }

    @Test
    void it_gets_its_stop_though_the_book_cannot_be_read_for_long() {
        day.broker().down(BrokerCall.Kind.ORDER_BOOK, FailureKind.UNREACHABLE);
        entry.fillThoughEnded(100, "1500.00");
        day.time.advance(Duration.ofMinutes(10));
        assertThat(isStopped()).isFalse();
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isTrue();

        day.broker().restore();
        day.time.advance(Duration.ofSeconds(70));
        assertThat(isStopped()).isTrue();
    }

    @Test
    void a_nudge_that_concerns_no_account_of_his_ends_nothing() {
        day.broker().down(BrokerCall.Kind.ORDER_BOOK, FailureKind.UNREACHABLE);
        entry.fillThoughEnded(100, "1500.00");
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.monitor.loops().nudge(FakeDay.USER, Set.of(99L))).isTrue();
        day.time.advance(Duration.ofSeconds(30));
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isTrue();
    }

    @Test
    void what_another_program_trades_turns_no_loop_on() {
        FakeOrder foreign = day.broker()
                .placeForeign(
                        "other", FakeDay.SHARE, Side.BUY, Product.MIS, OrderTerms.limit(10, new BigDecimal("1500.00")));
        foreign.fill("1500.00");
        day.time.advance(Duration.ofSeconds(10));
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isFalse();
    }
}
