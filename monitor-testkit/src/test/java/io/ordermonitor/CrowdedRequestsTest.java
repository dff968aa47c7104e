package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderRequest.Status;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.InMemoryStores;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More requests at once than can be sent in a moment: what fills is protected before more is bought. */
class CrowdedRequestsTest {
    private final InMemoryStores memory = InMemoryStores.empty();
    private final PaperDay day = new PaperDay(memory.stores());

    @AfterEach
    void stop() {
        day.time.advance(Duration.ofSeconds(70));
        day.close();
    }

    private long write(long user, Kind kind, @Nullable NewManagedOrder terms, long order) {
        return memory.insertRequest(
                new OrderRequest(0, user, kind, terms, order, null, null, null, null, null, day.time.instant()));
    }

    private List<Long> entries(long user, int count) {
        List<Long> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(write(user, Kind.SUBMIT, market(user, "k" + user + "-" + i), 0));
            day.monitor.requested(user);
        }
        return rows;
    }

    private static NewManagedOrder market(long user, String key) {
        return new NewManagedOrder(
                user,
                user,
                PaperDay.SHARE,
                Side.BUY,
                Product.MIS,
                1,
                OrderType.MARKET,
                null,
                null,
                new BigDecimal("2480.00"),
                null,
                null,
                "crowd",
                null,
                key);
    }

    private int filledUnits(long account) {
        return day.exchange.book(account).stream()
                .filter(row -> row.side() == Side.BUY)
                .mapToInt(BrokerOrder::filled)
                .sum();
    }

    private int stopUnits(long account) {
        return day.live(account, OrderType.STOPLIMIT).stream()
                .mapToInt(BrokerOrder::remaining)
                .sum();
    }

    private boolean isAnswered(long row) {
        return memory.answer(row).isPresent();
    }

    @Test
    void entries_come_in_as_fast_as_what_fills_is_protected() {
        List<Long> rows = entries(1, 150);
        int bareFor = 0;
        int longest = 0;
        for (int second = 0; second < 80; second++) {
            day.time.advance(Duration.ofSeconds(1));
            bareFor = filledUnits(1) > stopUnits(1) + 20 ? bareFor + 1 : 0;
            longest = Math.max(longest, bareFor);
        }

        assertThat(rows).allMatch(this::isAnswered);
        assertThat(rows).allMatch(row -> memory.answer(row).orElseThrow().status() == Status.DONE);
        assertThat(stopUnits(1)).isEqualTo(150);
        assertThat(longest).as("seconds with more than twenty bare units").isLessThanOrEqualTo(6);
    }

    @Test
    void an_exit_does_not_wait_behind_entries() {
        long first = write(1, Kind.SUBMIT, market(1, "first"), 0);
        day.monitor.requested(1);
        day.time.advance(Duration.ofSeconds(20));
        ManagedOrder open = memory.orders(1).get(0);
        assertThat(isAnswered(first)).isTrue();
        entries(1, 150);
        long exit = write(1, Kind.EXIT, null, open.id());
        day.monitor.requested(1);
        day.time.advance(Duration.ofSeconds(12));

        assertThat(isAnswered(exit)).isTrue();
        assertThat(memory.orders(1).get(0).of(LegKind.SL))
                .noneMatch(stop -> stop.state().isLive());
    }

    @Test
    void another_user_does_not_wait_behind_the_crowd() {
        entries(1, 150);
        long row = entries(2, 1).get(0);
        day.time.advance(Duration.ofSeconds(1));
        assertThat(isAnswered(row)).isTrue();
        day.time.advance(Duration.ofSeconds(6));
        assertThat(stopUnits(2)).isEqualTo(1);
    }
}
