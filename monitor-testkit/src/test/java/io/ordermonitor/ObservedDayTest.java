package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.InMemoryStores;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole day on the paper exchange beside an account that is only observed. */
class ObservedDayTest {
    private static final long ARMED = 1;
    private static final long OBSERVED = 2;

    private final InMemoryStores memory = InMemoryStores.empty();
    private final PaperDay day = new PaperDay(memory.stores());

    @AfterEach
    void close() {
        day.close();
    }

    private static NewManagedOrder entry(long user, int number) {
        return new NewManagedOrder(
                user,
                user,
                PaperDay.SHARE,
                Side.BUY,
                Product.MIS,
                10,
                OrderType.LIMIT,
                null,
                new BigDecimal("2500.00"),
                new BigDecimal("2480.00"),
                null,
                new BigDecimal("2550.00"),
                "mine",
                null,
                "k" + number);
    }

    @Test
    void nothing_of_an_observed_account_ever_reaches_the_exchange() {
        memory.stores()
                .inputs()
                .saveAccount(new Account(
                        OBSERVED, OBSERVED, "paper", "P2", true, Account.Mode.OBSERVE, Account.ExitMode.BOTH));
        day.monitor.start();
        for (int hour = 0; hour < 5; hour++) {
            for (long user : new long[] {ARMED, OBSERVED}) {
                int number = hour;
                day.time.call(() -> day.monitor.orders().submit(entry(user, number)));
            }
            day.time.advance(Duration.ofHours(1));
        }
        day.time.advance(Duration.ofHours(2));

        assertThat(day.exchange.book(ARMED)).isNotEmpty();
        assertThat(day.exchange.book(OBSERVED)).isEmpty();
        assertThat(memory.outcomes())
                .filteredOn(o -> o.intent().accountId() == OBSERVED)
                .hasSize(5)
                .allMatch(o -> o.outcome() == Intent.Outcome.WOULD_SEND);
    }
}
