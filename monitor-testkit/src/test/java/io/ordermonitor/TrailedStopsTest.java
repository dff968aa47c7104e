package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.OrderType;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stop-loss that follows its position's profit, as a trader's own program moves it. */
class TrailedStopsTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private long bought(int units) {
        long id = ((SubmitResult.Submitted) day.submit("k")).order().id();
        day.broker().lastOrder().fill(units, "1500.00");
        day.broker().price(FakeDay.SHARE, "1500.00");
        day.time.advance(Duration.ofSeconds(70));
        return id;
    }

    private SubmitResult amend(long id, String stop, String target) {
        return day.time.call(() -> day.monitor.orders().amend(id, new BigDecimal(stop), new BigDecimal(target)));
    }

    private static String reason(SubmitResult result) {
        return ((SubmitResult.Refused) result).reason();
    }

    private BrokerOrder liveStop() {
        return day.broker().live().stream()
                .filter(row -> row.type() == OrderType.STOPLIMIT)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void it_goes_beyond_the_entry_once_that_has_filled() {
        long id = bought(100);
        day.broker().price(FakeDay.SHARE, "1530.00");
        day.time.advance(Duration.ofSeconds(60));

        assertThat(amend(id, "1510.00", "1560.00")).isInstanceOf(SubmitResult.Submitted.class);
        day.time.advance(Duration.ofSeconds(10));

        assertThat(liveStop().triggerPrice()).isEqualByComparingTo("1510.00");
        day.close();
        assertThat(day.memory.stores().orders().find(id).orElseThrow().terms().slStopPrice())
                .as("a stored order stays readable")
                .isEqualByComparingTo("1510.00");
    }

    @Test
    void it_stays_on_the_losing_side_of_an_entry_that_may_still_fill() {
        long id = bought(40);
        day.broker().price(FakeDay.SHARE, "1530.00");
        day.time.advance(Duration.ofSeconds(60));

        assertThat(reason(amend(id, "1510.00", "1560.00")))
                .isEqualTo("order " + id + ": slStopPrice must lie on the losing side of the entry while that may fill;"
                        + " cancel the rest of the entry first");
        assertThat(reason(amend(id, "1480.00", "1490.00"))).contains("targetPrice must lie on the winning side");
    }

    @Test
    void a_refusal_for_an_old_price_has_the_price_read_again() {
        long id = bought(100);
        day.time.advance(Duration.ofSeconds(40));
        day.broker().price(FakeDay.SHARE, "1530.00");
        assertThat(reason(amend(id, "1510.00", "1560.00"))).contains("last price 1500.00", "ask once more");
        day.time.advance(Duration.ofSeconds(6));

        assertThat(amend(id, "1510.00", "1560.00")).isInstanceOf(SubmitResult.Submitted.class);
    }

    @Test
    void a_price_band_that_the_market_has_left_refuses_nothing() {
        long id = bought(100);
        day.broker().price(FakeDay.SHARE, "1750.00");
        day.time.advance(Duration.ofSeconds(60));

        assertThat(amend(id, "1710.00", "1800.00")).isInstanceOf(SubmitResult.Submitted.class);
        assertThat(day.monitor.snapshot(FakeDay.USER).alarms())
                .extracting(alarm -> alarm.code())
                .doesNotContain(Code.UNPROTECTED);
    }
}
