package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.message.Message;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Product;
import io.ordermonitor.testkit.FakeOrder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A book that shows a fill of an exit later than the positions do, within the settle window. */
class LateBookTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void close() {
        day.close();
    }

    private long filled(String key) {
        long id = ((SubmitResult.Submitted) day.submit(key)).order().id();
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofMinutes(2));
        return id;
    }

    private ManagedOrder order(long id) {
        return day.memory.order(id).orElseThrow();
    }

    private FakeOrder resting(long id, LegKind kind) {
        return day.broker().order(order(id).live(kind).get(0).tag());
    }

    private int bareSeconds(int of) {
        int bare = 0;
        for (int second = 0; second < of; second++) {
            day.time.advance(Duration.ofSeconds(1));
            int stops = day.broker().live().stream()
                    .filter(row -> row.type().isStop())
                    .mapToInt(BrokerOrder::remaining)
                    .sum();
            bare += stops < day.broker().net(FakeDay.SHARE, Product.MIS) ? 1 : 0;
        }
        return bare;
    }

    private void assertNothingClosedOutside(long id) {
        assertThat(order(id).externalExit()).isZero();
        assertThat(day.monitor.webSockets().history(FakeDay.USER))
                .extracting(Message.Numbered::message)
                .filteredOn(Message.MonitoringErrors.class::isInstance)
                .flatExtracting(message -> ((Message.MonitoringErrors) message).findings())
                .extracting(finding -> finding.code())
                .doesNotContain(Code.EXTERNAL);
    }

    @ParameterizedTest
    @CsvSource({"TP, 1", "TP, 2", "SL, 1", "SL, 2"})
    void units_that_an_exit_filled_are_not_taken_to_be_closed_by_others(LegKind kind, int reads) {
        long id = filled("one");
        day.broker().price(FakeDay.SHARE, "1500.00");
        FakeOrder exit = resting(id, kind);
        exit.freeze(reads);
        exit.fill(50, "1500.00");

        assertThat(bareSeconds(180)).isZero();
        assertNothingClosedOutside(id);
        assertThat(order(id).open()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void the_stop_of_another_order_stays_where_one_was_stopped_out(int reads) {
        long stoppedOut = filled("one");
        long other = filled("two");
        day.broker().price(FakeDay.SHARE, "1500.00");
        FakeOrder stop = resting(stoppedOut, LegKind.SL);
        stop.freeze(reads);
        stop.fill("1480.00");

        assertThat(bareSeconds(120)).isZero();
        assertNothingClosedOutside(other);
        assertThat(order(stoppedOut).state()).isEqualTo(OrderState.CLOSED);
        assertThat(order(other).open()).isEqualTo(100);
    }
}
