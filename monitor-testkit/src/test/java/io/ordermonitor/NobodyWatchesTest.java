package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Something happens to a user whom nobody watches, since he was not exposed. */
class NobodyWatchesTest {
    private final InMemoryStores memory = InMemoryStores.empty();
    private final PaperDay day = new PaperDay(memory.stores());

    @AfterEach
    void close() {
        day.close();
    }

    private static NewManagedOrder order() {
        return new NewManagedOrder(
                1,
                1,
                PaperDay.SHARE,
                Side.BUY,
                Product.MIS,
                10,
                OrderType.LIMIT,
                null,
                new BigDecimal("2400.00"),
                new BigDecimal("2380.00"),
                null,
                null,
                "by hand",
                null,
                "k1");
    }

    @Test
    void a_cancelled_entry_that_fills_long_after_gets_its_stop() {
        day.time.call(() -> day.monitor.orders().submit(order()));
        day.time.advance(Duration.ofMinutes(2));
        long id = memory.orders(1).get(0).id();
        day.time.call(() -> day.monitor.orders().cancel(id));
        day.time.advance(Duration.ofMinutes(3));
        assertThat(day.monitor.loops().isMonitored(1)).isFalse();

        BrokerOrder entry = day.exchange.book(1).get(0);
        day.time.call(() -> day.exchange.fill(1, entry.brokerOrderId(), 10));
        day.time.advance(Duration.ofSeconds(10));

        assertThat(day.live(1, OrderType.STOPLIMIT))
                .extracting(BrokerOrder::quantity)
                .containsExactly(10);
    }

    @Test
    void an_order_that_was_stored_although_its_submit_failed_is_settled() {
        failingSubmit();
        day.time.advance(Duration.ofMinutes(4));

        assertThat(memory.unsettled()).isEmpty();
        assertThat(memory.orders(1)).allMatch(order -> order.state() == OrderState.ENTRY_GIVEN_UP);
    }

    private void failingSubmit() {
        // The first calls of the port load the user's orders and look for the request key.
        for (int i = 0; i < 8 && memory.orders(1).isEmpty(); i++) {
            memory.faults().restore();
            memory.faults().loseReplyAfter(StorePort.ORDERS, i);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> day.time.call(() -> day.monitor.orders().submit(order())));
        }
        assertThat(memory.orders(1)).hasSize(1);
    }
}
