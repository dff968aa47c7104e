package io.ordermonitor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a desk keeps of orders beside them: what their user knows, and what he asked and nobody could store. */
class KeptOrdersTest {
    private static final NewManagedOrder TERMS = new NewManagedOrder(
            7,
            70,
            InstrumentId.parse("NSECM:2885"),
            Side.BUY,
            Product.MIS,
            100,
            OrderType.LIMIT,
            null,
            new BigDecimal("1500.00"),
            new BigDecimal("1480.00"),
            null,
            null,
            "breakout",
            null,
            "k");
    private static final ManagedOrder ORDER =
            ManagedOrder.of(1, TERMS, null, 1, LocalDate.parse("2026-11-23"), Instant.parse("2026-11-23T04:30:00Z"));
    private static final Optional<ManagedOrder> KNOWN = Optional.of(ORDER);
    private static final Optional<ManagedOrder> BEHIND = Optional.of(ORDER.withState(OrderState.OPEN));

    private final Untold untold = new Untold();
    private final HeldRequests held = new HeldRequests();

    @Test
    void a_change_is_told_from_what_the_user_knew_and_not_from_what_he_was_never_told() {
        untold.keep(1, KNOWN);
        untold.keep(1, BEHIND);
        assertThat(untold.tell(1, BEHIND)).isEqualTo(KNOWN);
        assertThat(untold.tell(1, BEHIND)).as("he is told").isEqualTo(BEHIND);
    }

    @Test
    void an_order_that_is_to_be_told_whole_is_told_whole() {
        untold.keep(1, KNOWN);
        assertThat(untold.tell(1, Optional.empty())).isEmpty();
        assertThat(untold.takeAllBut(Set.of())).isEmpty();
    }

    @Test
    void what_was_asked_and_could_not_be_stored_is_asked_of_the_order_as_it_is_read() {
        held.hold(ORDER.withExitRequested());
        assertThat(held.onto(ORDER)).isEqualTo(ORDER.withExitRequested());
        assertThat(held.onto(ORDER.withEntryEnded())).isEqualTo(ORDER.withExitRequested());
        held.hold(ORDER.withEntryEnded());
        assertThat(held.onto(ORDER)).isEqualTo(ORDER.withEntryEnded());
    }

    @Test
    void what_is_stored_is_not_held_any_more() {
        held.hold(ORDER.withExitRequested());
        held.forget(List.of(1L));
        assertThat(held.onto(ORDER)).isEqualTo(ORDER);
    }
}
