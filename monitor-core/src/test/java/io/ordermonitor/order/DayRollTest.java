package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.NOW;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.lay;
import static io.ordermonitor.order.Worlds.stop;
import static io.ordermonitor.order.Worlds.target;
import static io.ordermonitor.order.Worlds.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the first read of a new day ends. */
class DayRollTest {
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    private static Overlay tomorrow(LegOrder leg) {
        return lay(view(TOMORROW, List.of(), 100), filled(Side.BUY).withLegOrder(leg));
    }

    @Test
    void a_placement_without_an_answer_ends_with_the_row_of_its_order() {
        Overlay overlay = tomorrow(target(1, 100, LegState.SENT));
        assertThat(overlay.changed())
                .singleElement()
                .satisfies(order -> assertThat(order.of(LegKind.TP))
                        .extracting(LegOrder::state)
                        .containsExactly(LegState.EXPIRED));
        assertThat(overlay.outcomes()).singleElement().satisfies(ended -> {
            assertThat(ended.tag()).isEqualTo("t0k1t1");
            assertThat(ended.write()).isZero();
            assertThat(ended.outcome()).isEqualTo(Intent.Outcome.EXPIRED);
        });
    }

    @Test
    void so_does_the_change_or_cancellation_that_got_none() {
        PendingWrite cancel = new PendingWrite(WriteKind.CANCEL, 3, null, NOW, false, null);
        Overlay overlay = tomorrow(stop(1, 0, 100, LegState.WORKING).afterWrite(NOW, cancel));
        assertThat(overlay.outcomes())
                .extracting(WriteOutcome::write, WriteOutcome::outcome)
                .containsExactly(tuple(3, Intent.Outcome.EXPIRED));
    }

    @Test
    void what_had_its_answer_ends_without_another_outcome() {
        assertThat(tomorrow(stop(1, 0, 100, LegState.WORKING)).outcomes()).isEmpty();
    }
}
