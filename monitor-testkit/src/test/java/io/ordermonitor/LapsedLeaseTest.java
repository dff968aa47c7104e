package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderRequest.Status;
import io.ordermonitor.testkit.BrokerCall;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that stood still past its lease, and has it again: no order comes in before somebody looks after it. */
class LapsedLeaseTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private void lapsed() {
        day.submit("first");
        day.time.advance(Duration.ofSeconds(70));
        day.lease.lapse();
        day.time.advance(Duration.ofSeconds(61));
    }

    @Test
    void an_entry_that_filled_meanwhile_gets_its_stop_at_once() {
        lapsed();
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(20));
        assertThat(day.broker().live()).isEmpty();

        Instant back = day.time.instant();
        day.lease.comeBack();
        day.time.advance(Duration.ofSeconds(2));

        assertThat(day.broker().live()).hasSize(2);
        assertThat(day.broker().live())
                .extracting(BrokerOrder::updatedAt)
                .allMatch(at -> at.isBefore(back.plusSeconds(1)));
    }

    @Test
    void nothing_is_submitted_before_the_loop_stands() {
        lapsed();
        assertThat(day.submit("second"))
                .isInstanceOfSatisfying(
                        SubmitResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("its lease ran out", "try again"));
        day.lease.stand();
        assertThat(day.submit("third")).as("the loop waits yet").isInstanceOf(SubmitResult.Refused.class);

        day.lease.comeBack();
        day.time.advance(Duration.ofSeconds(1));
        assertThat(day.submit("fourth")).isInstanceOf(SubmitResult.Submitted.class);
    }

    @Test
    void a_row_waits_for_the_loop_and_is_carried_out_by_its_first_cycle() {
        lapsed();
        long row = day.write(FakeDay.USER, Kind.SUBMIT, day.buy(FakeDay.USER, "row"), 0, null);
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(3));
        day.lease.stand();
        day.monitor.requested(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(3));
        assertThat(day.memory.answer(row)).as("nobody would look after it").isEmpty();
        assertThat(day.broker().writes()).hasSize(1);

        day.lease.comeBack();
        day.time.advance(Duration.ofSeconds(2));

        assertThat(day.memory.answer(row).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(day.broker().writes()).hasSize(2).allMatch(call -> call.kind() == BrokerCall.Kind.PLACE);
    }

    @Test
    void a_loop_that_never_saw_the_lease_run_out_looks_at_once_too() {
        day.submit("first");
        day.time.advance(Duration.ofSeconds(65));
        day.lease.lapse();
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(2));
        day.lease.comeBack();
        day.time.advance(Duration.ofSeconds(5));
        assertThat(day.broker().live()).hasSize(2);

        assertThat(day.submit("second")).isInstanceOf(SubmitResult.Submitted.class);
        assertThat(day.loopsStarted(FakeDay.USER)).isEqualTo(1);
    }
}
