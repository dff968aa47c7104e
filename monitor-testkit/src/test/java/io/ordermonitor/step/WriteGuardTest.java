package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last guard before a write, whatever a step decides: the leg's state and the freshness of what is known. */
class WriteGuardTest {
    private final CycleBench bench = new CycleBench();

    private int written(LegWrite write) {
        int before = bench.broker().writes().size();
        bench.locked(() -> bench.execution.writer().write(bench.desk(), List.of(write), new Cause(4, "", 1)));
        return bench.broker().writes().size() - before;
    }

    private static LegWrite stop(long id, int slice) {
        OrderTerms terms = OrderTerms.stopLimit(100, new BigDecimal("1480.00"), new BigDecimal("1472.60"));
        return new LegWrite.Place(id, LegKind.SL, slice, Side.SELL, terms, "test");
    }

    @Test
    void no_second_order_is_placed_for_a_slice_that_has_a_live_one() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);

        assertThat(written(stop(id, 0))).isZero();
        assertThat(written(stop(id, 1))).isEqualTo(1);
    }

    @Test
    void a_slice_is_placed_anew_only_from_a_read_begun_after_the_last_write_to_it_ended() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        LegOrder stop = bench.order(id).of(LegKind.SL).get(0);
        LegOrder justEnded = stop.withState(LegState.CANCELLED, "").afterWrite(bench.time.instant(), null);
        bench.locked(() -> {
            bench.desk().put(bench.order(id).withLegOrder(justEnded));
            return true;
        });

        assertThat(written(stop(id, 0))).isZero();
    }

    @Test
    void a_leg_is_modified_and_cancelled_only_once_per_read() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        LegOrder stop = bench.order(id).of(LegKind.SL).get(0);
        assertThat(written(new LegWrite.Cancel(id, stop.tag(), "test"))).isEqualTo(1);
        bench.locked(() -> {
            LegOrder asIfSettled = bench.order(id).of(LegKind.SL).get(0).withState(LegState.WORKING, "");
            bench.desk().put(bench.order(id).withLegOrder(asIfSettled));
            return true;
        });

        assertThat(written(new LegWrite.Cancel(id, stop.tag(), "test"))).isZero();
        assertThat(written(new LegWrite.Modify(id, stop.tag(), stop.terms().withQuantity(50), "test")))
                .isZero();
    }

    @Test
    void a_process_that_lost_its_user_after_the_intent_was_committed_sends_nothing() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        Instant before = bench.time.instant();
        bench.owned = false;

        assertThat(written(stop(id, 1))).isZero();
        assertThat(bench.time.instant()).as("nothing waited").isEqualTo(before);
        Intent.Settled last =
                bench.memory.outcomes().get(bench.memory.outcomes().size() - 1);
        assertThat(last.intent().cause().rule()).isEqualTo("test");
        assertThat(last.outcome()).isEqualTo(Intent.Outcome.NOT_SENT);
        assertThat(last.reason()).isEqualTo("this process no longer owns the user");

        bench.owned = true;
        assertThat(written(stop(id, 2))).isEqualTo(1);
    }

    @Test
    void a_leg_whose_outcome_is_unknown_takes_no_write() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        LegOrder stop = bench.order(id).of(LegKind.SL).get(0);
        bench.stop(id).showUnknownStatus(1);
        bench.cycle();

        assertThat(written(new LegWrite.Cancel(id, stop.tag(), "test"))).isZero();
        assertThat(written(stop(id, 0))).isZero();
    }
}
