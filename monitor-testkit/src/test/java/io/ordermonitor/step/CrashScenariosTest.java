package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A quiet world writes nothing; a process that dies leaves nothing doubled and nothing bare. */
class CrashScenariosTest {
    private final CycleBench bench = new CycleBench();

    @AfterEach
    void every_write_is_settled_in_the_end() {
        bench.assertEveryWriteSettles();
    }

    @Test
    void a_further_cycle_in_a_quiet_world_writes_nothing() {
        bench.filled(Entries.buy("k1"), "1500.00");
        bench.submit(Entries.buyAbove("k2"));
        bench.permit();
        bench.broker().price(CycleBench.RELIANCE, "1495.00");
        bench.cycles(3);
        int writes = bench.broker().writes().size();
        Map<StorePort, Long> before = storeCalls();
        CycleReport quiet = bench.cycle();

        assertThat(quiet.findings()).isEmpty();
        assertThat(quiet.updates()).isEmpty();
        assertThat(bench.broker().writes()).hasSize(writes);
        Map<StorePort, Long> after = storeCalls();
        after.keySet().removeAll(java.util.Set.of(StorePort.INPUTS, StorePort.SNAPSHOTS));
        before.keySet().retainAll(after.keySet());
        assertThat(after).isEqualTo(before);
    }

    private Map<StorePort, Long> storeCalls() {
        Map<StorePort, Long> calls = new EnumMap<>(StorePort.class);
        for (StorePort port : StorePort.values()) {
            calls.put(port, bench.memory.faults().calls(port));
        }
        return calls;
    }

    @Test
    void killed_before_the_request_left_the_entry_is_given_up_and_never_doubled() {
        bench.cycle();
        // the order with its intent is committed, and the process dies before it sends
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        long id = bench.submit(Entries.buy("k"));
        bench.restart();
        bench.cycles(3);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        assertThat(bench.broker().orders()).isEmpty();
    }

    @Test
    void killed_after_a_cancellation_was_taken_the_entry_ends_all_the_same() {
        long id = bench.submit(Entries.buy("k"));
        bench.locked(() -> bench.execution.intake().cancel(bench.desk(), id, Cause.asked("cancel")));
        bench.restart();
        assertThat(bench.memory.stores().orders().find(id).orElseThrow().entryEnded())
                .isTrue();
        bench.cycles(2);

        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
    }

    @Test
    void a_stop_that_could_not_be_recorded_goes_out_with_the_next_cycle() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        CycleReport failed = bench.cycle();
        assertThat(failed.findings()).isNotEmpty();
        assertThat(bench.broker().orders()).hasSize(1);

        bench.cycleAfter(5);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void what_could_not_be_recorded_leaves_no_broker_order_behind_that_has_no_intent() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        bench.cycle();
        assertThat(bench.memory.intents()).hasSize(1);
        bench.cycleAfter(5);

        assertThat(bench.memory.order(id).orElseThrow().legOrders())
                .extracting(LegOrder::tag)
                .isSubsetOf(bench.memory.intents().stream().map(Intent::tag).toList());
        assertThat(bench.order(id).of(LegKind.SL)).hasSize(1);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void killed_after_an_entry_was_sent_and_before_its_outcome_was_recorded_it_is_adopted() {
        bench.cycle();
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        long id = bench.submit(Entries.buy("k"));
        assertThat(bench.memory.outcomes()).isEmpty();
        bench.broker().lastOrder().fill("1500.00");
        bench.restart();
        bench.cycles(2);

        assertThat(bench.order(id).open()).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
        assertThat(bench.broker().orders()).hasSize(3);
    }

    @Test
    void killed_after_a_stop_was_sent_it_is_adopted_and_not_doubled() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.memory.faults().outage(StorePort.INTENTS);
        CycleReport failed = bench.cycle();
        assertThat(failed.findings()).isNotEmpty();
        bench.memory.faults().restore();
        bench.memory.faults().failAfter(StorePort.INTENTS, 1);
        bench.cycle();
        bench.restart();
        bench.cycles(2);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
        assertThat(bench.broker().orders()).hasSize(3);
    }

    @Test
    void killed_after_a_stop_was_recorded_and_not_sent_it_goes_out_within_two_cycles() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        bench.memory.faults().failAfter(StorePort.INTENTS, 2);
        bench.cycle();
        assertThat(bench.broker().orders()).hasSize(1);
        bench.restart();
        bench.cycleAfter(16);
        bench.cycleAfter(16);
        bench.cycleAfter(16);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.memory.intents()).extracting(i -> i.tag() + i.write()).doesNotHaveDuplicates();
    }

    @Test
    void stops_whose_intents_were_committed_without_an_answer_are_settled_by_the_book() {
        bench.filled(Entries.buy("k1"), "1500.00");
        bench.filled(Entries.buy("k2"), "1500.00");
        bench.memory.faults().loseReplyOfNext(StorePort.INTENTS);
        bench.cycle();
        assertThat(bench.broker().orders()).hasSize(2);
        bench.cycles(3);

        bench.desk()
                .orders()
                .forEach(order ->
                        assertThat(bench.liveUnits(order.id(), LegKind.SL)).isEqualTo(100));
    }

    @Test
    void a_former_process_can_send_nothing_once_another_took_the_user() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        io.ordermonitor.testkit.InMemoryStores next = bench.memory.restart();
        next.stores().intents().fence(CycleBench.USER);
        bench.cycle();
        assertThatThrownBy(() -> bench.submit(Entries.buy("k2")))
                .isInstanceOf(io.ordermonitor.store.FencedException.class);

        assertThat(bench.broker().writes()).hasSize(1);
        assertThat(bench.order(id).open()).isEqualTo(100);
    }

    @Test
    void a_restart_in_a_quiet_world_writes_nothing_to_the_broker() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        int writes = bench.broker().writes().size();
        bench.restart();
        bench.cycles(2);

        assertThat(bench.broker().writes()).hasSize(writes);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }
}
