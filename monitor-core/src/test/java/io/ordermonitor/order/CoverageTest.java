package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.stop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void what_is_open_is_bare_until_a_stop_lives_that_the_broker_took() {
        ManagedOrder open = filled(Side.BUY);
        assertThat(Coverage.bare(open)).isEqualTo(100);
        assertThat(Coverage.bare(open.withSuspected(30))).isEqualTo(70);
        assertThat(Coverage.bare(open.withExternalExit(100))).isZero();
        LegOrder live = stop(1, 0, 60, LegState.WORKING);
        assertThat(Coverage.bare(open.withLegOrder(live))).isEqualTo(40);
        assertThat(Coverage.bare(open.withLegOrder(live.withBrokerOrderId(null))))
                .isEqualTo(100);
        assertThat(Coverage.bare(open.withLegOrder(stop(1, 0, 100, LegState.REJECTED))))
                .isEqualTo(100);
        assertThat(Coverage.bare(
                        open.withLegOrder(stop(1, 0, 100, LegState.WORKING)).withExternalExit(150)))
                .isZero();
    }

    @Test
    void the_flags_now_tell_protection_from_the_broker_orders_whatever_is_stored() {
        ManagedOrder open = filled(Side.BUY);
        ManagedOrder covered = open.withLegOrder(stop(1, 0, 100, LegState.WORKING));
        assertThat(Coverage.flagsNow(open)).containsExactly(Flag.UNPROTECTED);
        assertThat(Coverage.flagsNow(covered.withFlag(Flag.UNPROTECTED, true).withFlag(Flag.STALE, true)))
                .containsExactly(Flag.STALE);
        assertThat(Coverage.flagsNow(covered.withFlag(Flag.WAITING_FOR_SESSION, true)))
                .isEmpty();
    }

    @Test
    void a_slice_on_trial_is_bare_and_the_one_beside_it_that_rests_is_not() {
        ManagedOrder open = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 60, LegState.WORKING))
                .withLegOrder(stop(2, 1, 40, LegState.REJECTED))
                .withLegOrder(stop(3, 1, 40, LegState.SENT));
        assertThat(Coverage.bare(open)).isZero();
        assertThat(Coverage.unprotected(open)).isEqualTo(40);
    }

    @Test
    void a_stop_whose_cancellation_the_broker_took_protects_nothing_any_more() {
        ManagedOrder open = filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.CANCELLING));
        assertThat(Coverage.bare(open)).isZero();
        assertThat(Coverage.unprotected(open)).isEqualTo(100);
        assertThat(Coverage.flagsNow(open)).containsExactly(Flag.UNPROTECTED);
    }

    @Test
    void a_flag_that_says_why_a_stop_waits_stands_instead() {
        ManagedOrder open = filled(Side.BUY);
        assertThat(Coverage.flagsNow(open.withFlag(Flag.WAITING_FOR_SESSION, true)))
                .containsExactly(Flag.WAITING_FOR_SESSION);
        assertThat(Coverage.flagsNow(open.withFlag(Flag.SQUARING_OFF, true))).containsExactly(Flag.SQUARING_OFF);
    }
}
