package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Writes whose answer nobody saw: once the order book has settled the leg, the intent says what was found. */
class SettledWriteScenariosTest {
    private static final Cause ASKED = new Cause(0, "", 0);

    private final CycleBench bench = new CycleBench();

    private Intent.Settled last(WriteKind kind) {
        return bench.memory.outcomes().stream()
                .filter(o -> o.intent().kind() == kind)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private List<Outcome> outcomes() {
        return bench.memory.outcomes().stream().map(Intent.Settled::outcome).toList();
    }

    /** A filled entry whose stop is to be moved up by the next cycle. */
    private long amended() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.locked(() -> bench.execution
                .intake()
                .amend(bench.desk(), id, new Amendment(new BigDecimal("1490.00"), null), Cause.asked("amend")));
        return id;
    }

    /** An entry that waits for its trigger; its cancellation is asked for and answered so. */
    private long cancelled(FakeReply reply) {
        long id = bench.submit(Entries.buyAbove("k"));
        bench.cycle();
        bench.broker().answerNext(Kind.CANCEL, reply);
        bench.locked(() -> bench.execution.intake().cancel(bench.desk(), id, ASKED));
        return id;
    }

    @Test
    void a_placement_that_stands_in_the_book_was_found() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        bench.submit(Entries.buy("k"));
        assertThat(bench.memory.unsettled()).hasSize(1);
        bench.cycle();

        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(last(WriteKind.PLACE).outcome()).isEqualTo(Outcome.FOUND);
        assertThat(last(WriteKind.PLACE).brokerOrderId())
                .isEqualTo(bench.broker().lastOrder().brokerOrderId());
        assertThat(last(WriteKind.PLACE).reason())
                .isEqualTo("PLACE found in the order book as WORKING: no reply, as scripted");
    }

    @Test
    void a_placement_that_is_not_in_the_book_after_the_window_was_not_found() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        long id = bench.submit(Entries.buy("k"));
        bench.cycleAfter(10);
        assertThat(bench.memory.unsettled()).as("its window runs").hasSize(1);
        bench.cycleAfter(10);
        bench.cycleAfter(10);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(last(WriteKind.PLACE).outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThat(last(WriteKind.PLACE).reason()).contains("not in the book").endsWith(": no reply, as scripted");
    }

    @Test
    void a_placement_that_turns_up_after_it_was_given_up_is_found_after_all() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        long id = bench.submit(Entries.buy("k"));
        bench.broker().lastOrder().hide(2);
        bench.cycles(2);
        assertThat(outcomes()).containsExactly(Outcome.NOT_FOUND);
        bench.cycle();

        assertThat(bench.order(id).live(LegKind.ENTRY)).hasSize(1);
        assertThat(outcomes()).containsExactly(Outcome.FOUND);
        assertThat(last(WriteKind.PLACE).reason()).startsWith("turned up late in the order book as WORKING");
    }

    @Test
    void a_modification_whose_new_values_the_book_shows_was_found() {
        amended();
        bench.broker().answerNext(Kind.MODIFY, FakeReply.unknownButDone());
        bench.cycle();
        assertThat(bench.memory.unsettled()).hasSize(1);
        bench.cycleAfter(5);

        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(last(WriteKind.MODIFY).outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void a_modification_whose_old_values_the_book_shows_after_the_window_was_not_found_and_is_sent_again() {
        long id = amended();
        bench.broker().answerNext(Kind.MODIFY, FakeReply.unknownAndLost());
        bench.cycle();
        bench.cycleAfter(5);
        assertThat(bench.memory.unsettled()).as("its window runs").hasSize(1);
        bench.cycleAfter(10);

        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(outcomes()).containsSubsequence(Outcome.NOT_FOUND, Outcome.ACCEPTED);
        assertThat(Objects.requireNonNull(bench.stop(id).row().triggerPrice())).isEqualByComparingTo("1490.00");
    }

    @Test
    void a_cancellation_of_an_order_that_the_book_shows_cancelled_was_found() {
        long id = cancelled(FakeReply.unknownButDone());
        bench.cycleAfter(5);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(last(WriteKind.CANCEL).outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void a_cancellation_of_an_order_that_the_book_shows_live_after_the_window_was_not_found_and_is_sent_again() {
        long id = cancelled(FakeReply.unknownAndLost());
        bench.cycleAfter(5);
        assertThat(bench.memory.unsettled()).as("its window runs").hasSize(1);
        bench.cycles(2);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.ACCEPTED, Outcome.NOT_FOUND, Outcome.ACCEPTED);
    }

    @Test
    void a_cancellation_that_a_fill_forestalled_was_not_found() {
        long id = cancelled(FakeReply.unknownAndLost());
        bench.entry(id).fill("1500.50");
        bench.cycleAfter(5);

        assertThat(bench.order(id).of(LegKind.ENTRY).get(0).state()).isEqualTo(LegState.FILLED);
        assertThat(last(WriteKind.CANCEL).outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThat(last(WriteKind.CANCEL).reason()).startsWith("CANCEL not found in the order book as FILLED");
    }

    @Test
    void what_a_killed_process_left_without_an_outcome_is_settled_by_the_next_one() {
        bench.cycle();
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        bench.submit(Entries.buy("found"));
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        bench.submit(Entries.buy("lost"));
        assertThat(bench.memory.outcomes()).isEmpty();
        bench.restart();
        bench.cycleAfter(1);
        assertThat(bench.memory.unsettled()).as("one stands in the book").hasSize(1);
        bench.cycleAfter(15);
        bench.cycleAfter(10);

        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.FOUND, Outcome.NOT_FOUND);
    }

    @Test
    void an_unknown_modification_is_settled_by_the_next_process_too() {
        amended();
        bench.broker().answerNext(Kind.MODIFY, FakeReply.unknownButDone());
        bench.cycle();
        bench.restart();
        bench.cycleAfter(5);

        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(last(WriteKind.MODIFY).outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void an_answer_that_could_not_be_recorded_is_stored_with_its_order_by_the_next_cycle() {
        bench.cycle();
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        bench.submit(Entries.buy("k"));
        assertThat(bench.memory.outcomes()).isEmpty();
        bench.memory.faults().restore();
        bench.cycle();

        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.ACCEPTED);
    }

    @Test
    void a_refusal_that_could_not_be_recorded_keeps_its_outcome_when_its_order_is_archived() {
        bench.cycle();
        bench.broker().answerNext(Kind.PLACE, FakeReply.refused("margin"));
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        long id = bench.submit(Entries.buy("k"));
        bench.memory.faults().restore();
        bench.memory.faults().refuseOrder(id, "check violated");
        bench.cycle();
        assertThat(bench.memory.rejected()).as("it waits until it is stored").isEmpty();
        bench.memory.faults().restore();
        bench.cycle();

        assertThat(bench.memory.rejected()).hasSize(1);
        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.REFUSED);
    }

    @Test
    void a_refusal_that_could_not_be_recorded_is_known_after_the_orders_were_read_again() {
        bench.cycle();
        bench.broker().answerNext(Kind.PLACE, FakeReply.refused("margin"));
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        long id = bench.submit(Entries.buy("k"));
        bench.desk().forget();

        assertThat(bench.locked(() -> bench.order(id).state())).isEqualTo(OrderState.ENTRY_REJECTED);
        bench.cycles(3);
        assertThat(bench.memory.rejected()).hasSize(1);
        assertThat(bench.memory.unsettled()).isEmpty();
        assertThat(outcomes()).containsExactly(Outcome.REFUSED);
        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void what_the_store_knows_of_a_write_stands_against_what_was_told() {
        bench.cycle();
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        long id = bench.submit(Entries.buy("k"));
        bench.cycle();
        bench.entry(id).fill("1500.00");
        bench.cycle();
        bench.desk().forget();

        assertThat(bench.locked(() -> bench.order(id).open())).isEqualTo(100);
        assertThat(bench.order(id).of(LegKind.ENTRY).get(0).state()).isEqualTo(LegState.FILLED);
    }
}
