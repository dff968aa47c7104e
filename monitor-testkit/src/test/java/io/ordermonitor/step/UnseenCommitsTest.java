package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What was asked and stored without an answer is done once and answered as done; what was not stored is not done, if
 * whoever asked heard that it failed.
 */
class UnseenCommitsTest {
    private final CycleBench bench = new CycleBench();

    private long opened() {
        long id = bench.filled(Entries.buy("one"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        return id;
    }

    private long request(OrderRequest.Kind kind, long order, @Nullable Amendment to) {
        return bench.memory.insertRequest(new OrderRequest(
                0, CycleBench.USER, kind, null, order, null, to, null, null, null, bench.time.instant()));
    }

    private IntakeResult amend(long id, String stop) {
        Amendment to = new Amendment(new BigDecimal(stop), null);
        return bench.locked(() -> bench.execution.intake().amend(bench.desk(), id, to, Cause.asked("amend")));
    }

    private IntakeResult exit(long id) {
        return bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, Cause.asked("exit")));
    }

    private void assertDone(long request, long order) {
        assertThat(bench.memory.answer(request))
                .contains(new InMemoryStores.Answer(OrderRequest.Status.DONE, "", order));
    }

    @Test
    void an_amendment_that_was_stored_unseen_is_made_by_the_next_cycle_and_not_by_the_next_process() {
        long id = opened();
        bench.memory.faults().loseReplyOfNext(StorePort.ORDERS);
        assertThatThrownBy(() -> amend(id, "1490.00")).isInstanceOf(StoreException.class);
        bench.cycles(2);

        assertThat(bench.order(id).terms().slStopPrice()).isEqualByComparingTo("1490.00");
        assertThat(bench.stop(id).row().triggerPrice()).isEqualByComparingTo("1490.00");
    }

    @Test
    void an_amendment_that_was_stored_unseen_is_answered_as_done_though_the_price_has_passed_it_since() {
        long id = opened();
        long row = request(OrderRequest.Kind.AMEND, id, new Amendment(new BigDecimal("1490.00"), null));
        bench.memory.faults().loseReplyOfNext(StorePort.ORDERS);
        CycleReport waits = bench.cycle();
        assertThat(waits.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).startsWith("Request " + row + " waits"));
        bench.broker().price(CycleBench.RELIANCE, "1489.00");
        bench.cycles(2);

        assertDone(row, id);
        assertThat(bench.stop(id).row().type()).as("the stop was passed").isEqualTo(OrderType.LIMIT);
    }

    @Test
    void an_exit_that_was_made_is_answered_as_done_though_its_first_answer_was_lost() {
        long id = opened();
        long row = request(OrderRequest.Kind.EXIT, id, null);
        bench.memory.faults().failNext(StorePort.REQUESTS);
        bench.cycle();
        assertThat(bench.memory.answer(row)).isEmpty();
        bench.stop(id).fill("1470.00");
        bench.restart();
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertDone(row, id);
    }

    @Test
    void a_cancellation_that_was_made_is_answered_as_done_though_its_first_answer_was_lost() {
        long id = bench.submit(Entries.buyAbove("one"));
        bench.cycle();
        long row = request(OrderRequest.Kind.CANCEL, id, null);
        bench.memory.faults().failNext(StorePort.REQUESTS);
        bench.cycle();
        bench.cycle();

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertDone(row, id);
    }

    @Test
    void what_another_request_has_done_is_refused_still() {
        long id = opened();
        request(OrderRequest.Kind.EXIT, id, null);
        bench.cycle();
        bench.stop(id).fill("1470.00");
        long late = request(OrderRequest.Kind.EXIT, id, null);
        bench.cycle();

        assertThat(bench.memory.answer(late))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(OrderRequest.Status.REFUSED));
    }

    @Test
    void an_entry_that_was_stored_unseen_is_never_sent_and_given_up() {
        bench.locked(() -> 0);
        // the key is asked for, the id and the tag are given, and the order is stored
        bench.memory.faults().loseReplyAfter(StorePort.ORDERS, 2);
        assertThatThrownBy(() -> bench.trySubmit(Entries.buy("one"))).isInstanceOf(StoreException.class);
        long id = stored();
        assertThat(bench.trySubmit(Entries.buy("one"))).isEqualTo(new IntakeResult.Repeated(id));
        bench.cycles(3);

        assertThat(bench.broker().orders()).isEmpty();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        assertThat(bench.memory.unsettled()).isEmpty();
    }

    @Test
    void an_adoption_that_was_stored_unseen_is_protected_by_the_next_cycle() {
        FakeOrder theirs = bench.broker()
                .placeForeign(
                        "",
                        CycleBench.RELIANCE,
                        Side.BUY,
                        Product.MIS,
                        OrderTerms.limit(100, new BigDecimal("1500.00")));
        theirs.fill("1500.00");
        bench.locked(() -> 0);
        bench.memory.faults().loseReplyAfter(StorePort.ORDERS, 3);
        assertThatThrownBy(() -> bench.locked(
                        () -> bench.execution.intake().adopt(bench.desk(), Entries.buy("one"), theirs.brokerOrderId())))
                .isInstanceOf(StoreException.class);
        bench.cycle();

        assertThat(bench.liveUnits(stored(), LegKind.SL)).isEqualTo(100);
    }

    private long stored() {
        assertThat(bench.memory.orders(CycleBench.USER)).hasSize(1);
        ManagedOrder only = bench.memory.orders(CycleBench.USER).get(0);
        return only.id();
    }

    @Test
    void an_exit_that_could_not_be_stored_outlives_a_submit_that_fails() {
        long id = opened();
        bench.memory.faults().refuseOrder(id, "check violated");
        assertThat(((IntakeResult.Taken) exit(id)).said())
                .isEqualTo("it could not be stored (check violated) and holds as long as this process runs; the next"
                        + " cycle tries to store it again");
        bench.memory.faults().failAfter(StorePort.ORDERS, 2);
        assertThatThrownBy(() -> bench.submit(Entries.buy("two"))).isInstanceOf(StoreException.class);
        assertThat(bench.memory.order(id).orElseThrow().exitRequested()).isFalse();
        bench.memory.faults().restore();
        bench.cycle();

        assertThat(bench.memory.order(id).orElseThrow().exitRequested()).isTrue();
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
        bench.stop(id).fill("1470.00");
        bench.cycle();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
    }

    @Test
    void a_cancellation_that_could_not_be_stored_is_held_till_it_is_and_no_longer() {
        long id = bench.submit(Entries.buyAbove("one"));
        bench.memory.faults().refuseOrder(id, "check violated");
        bench.locked(() -> bench.execution.intake().cancel(bench.desk(), id, Cause.asked("cancel")));
        bench.memory.faults().restore();
        bench.locked(() -> {
            bench.desk().forget();
            return 0;
        });
        assertThat(bench.locked(() -> bench.order(id).entryEnded())).isTrue();
        assertThat(bench.locked(() -> bench.desk().isRecorded(id))).isFalse();
        bench.cycle();
        assertThat(bench.memory.order(id).orElseThrow().entryEnded()).isTrue();
        bench.locked(() -> {
            bench.desk().forget();
            return 0;
        });
        assertThat(bench.locked(() -> bench.desk().dirty())).isEmpty();
    }

    @Test
    void a_flatten_says_which_orders_could_not_be_stored() {
        long id = opened();
        bench.memory.faults().refuseOrder(id, "check violated");
        IntakeResult.Flattened done = (IntakeResult.Flattened) bench.locked(() ->
                bench.execution.flattening().flatten(bench.desk(), SwitchScope.everything(), Cause.asked("flatten")));
        assertThat(done.unstored()).containsExactly(entry(id, "check violated"));
        long row = bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                OrderRequest.Kind.FLATTEN,
                null,
                0,
                null,
                null,
                SwitchScope.everything(),
                null,
                null,
                bench.time.instant()));
        bench.cycle();

        assertThat(bench.memory.answer(row))
                .hasValueSatisfying(answer -> assertThat(answer.reason())
                        .contains("could not be stored: {" + id
                                + "=check violated}, which holds as long as this process runs"));
    }

    @Test
    void an_entry_that_was_regenerated_unseen_is_placed_by_the_same_step_of_the_next_cycle() {
        bench.permit();
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        bench.broker().answerNext(Kind.PLACE, FakeReply.refused("price outside the price band"));
        bench.submit(Entries.buyAbove("one"));
        bench.memory.faults().loseReplyAfter(StorePort.REGENERATIONS, 0);
        bench.fair("1501.00", "1499.00");
        bench.cycle();
        assertThat(bench.broker().orders()).isEmpty();
        bench.fair("1501.00", "1499.00");
        bench.cycle();

        assertThat(bench.broker().orders()).hasSize(1);
    }

    @Test
    void an_exit_of_which_its_user_heard_that_it_failed_is_not_made_by_the_next_cycle() {
        long id = opened();
        bench.memory.faults().failNext(StorePort.ORDERS);
        assertThatThrownBy(() -> exit(id)).isInstanceOf(StoreException.class);
        bench.cycles(2);

        assertThat(bench.order(id).exitRequested()).isFalse();
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.STOPLIMIT);
    }
}
