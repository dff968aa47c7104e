package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.NOW;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.rupees;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a refused stop-loss is tried again. */
class BackoffTest {
    private static final OrderTerms TERMS = OrderTerms.stopLimit(10, rupees("1480"), rupees("1472.60"));

    /** Six slices in a batch of four and one of two, refused. */
    private static ManagedOrder attempted(ManagedOrder order, int number, int seconds) {
        ManagedOrder to = order;
        for (int slice = 0; slice < 6; slice++) {
            LegOrder stop = LegOrder.sent(
                    "t0k1s" + (number + slice),
                    LegKind.SL,
                    slice,
                    number + slice,
                    TERMS,
                    NOW.plusSeconds(seconds).plusMillis(slice < 4 ? 0 : 700));
            to = to.withLegOrder(stop.withState(LegState.REJECTED, "RMS: no"));
        }
        return to;
    }

    @Test
    void the_slices_of_one_attempt_count_once_though_they_go_out_in_batches() {
        ManagedOrder once = attempted(filled(Side.BUY), 1, 0);
        assertThat(Backoff.refusals(once)).isEqualTo(1);
        assertThat(Backoff.isDue(once, NOW.plusMillis(3_699))).isFalse();
        assertThat(Backoff.isDue(once, NOW.plusMillis(3_700))).isTrue();
    }

    @Test
    void attempts_as_near_as_the_rule_lets_them_come_count_each() {
        ManagedOrder twice = attempted(attempted(filled(Side.BUY), 1, 0), 7, 4);
        assertThat(Backoff.refusals(twice)).isEqualTo(2);
        assertThat(Backoff.isDue(twice, NOW.plusMillis(12_699))).isFalse();
        assertThat(Backoff.isDue(twice, NOW.plusMillis(12_700))).isTrue();
    }
}
