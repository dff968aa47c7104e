package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.message.Message.OrderUpdate;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What could not be stored is told of no order, by whatever step; the cycle that stores it tells all of it, once. */
class UntoldChangesTest {
    private final CycleBench bench = new CycleBench();

    private static List<OrderUpdate> told(CycleReport report, long id) {
        return report.updates().stream()
                .filter(update -> update.order().order().id() == id)
                .toList();
    }

    private static List<OrderUpdate> toldByBook(CycleReport report, long id) {
        return told(report, id).stream()
                .filter(update -> update.cause().step() == 3)
                .toList();
    }

    /** A target that has filled in part, and a stop that the market is about to pass. */
    private long halfSold() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.target(id).fill(30, "1540.00");
        bench.fair(null, "1478.58");
        bench.broker().price(CycleBench.RELIANCE, "1481.00");
        return id;
    }

    @Test
    void fills_that_no_order_could_be_stored_with_are_not_told_by_the_step_that_moves_the_stop() {
        long id = halfSold();
        bench.memory.faults().failNext(StorePort.ORDERS);
        CycleReport failed = bench.cycle();
        assertThat(bench.stop(id).row().type()).as("a later step wrote").isEqualTo(OrderType.LIMIT);
        assertThat(bench.order(id).exitFilled()).isEqualTo(30);
        assertThat(told(failed, id)).isEmpty();

        CycleReport stored = bench.cycle();
        assertThat(toldByBook(stored, id))
                .singleElement()
                .satisfies(update ->
                        assertThat(update.changed()).contains("status", "open", "pnl.realised", "legs.sl", "legs.tp"))
                .satisfies(update ->
                        assertThat(update.order().order().exitFilled()).isEqualTo(30));
        assertThat(bench.memory.order(id).orElseThrow().exitFilled()).isEqualTo(30);
        assertThat(told(bench.cycle(), id))
                .as("the stop alone is settled")
                .allMatch(update -> update.changed().equals(List.of("legs.sl")));
    }

    @Test
    void fills_of_one_order_that_could_not_be_stored_are_not_told_by_the_step_that_places_its_stop() {
        long stored = bench.filled(Entries.buy("stored"), "1500.00");
        long refused = bench.filled(Entries.buy("refused"), "1500.00");
        bench.memory.faults().refuseOrder(refused, "check violated");
        CycleReport failed = bench.cycle();
        assertThat(bench.liveUnits(refused, LegKind.SL))
                .as("a later step wrote")
                .isEqualTo(100);
        assertThat(told(failed, stored)).isNotEmpty();
        assertThat(told(failed, refused)).isEmpty();
        assertThat(told(bench.cycle(), refused)).as("nor by another cycle").isEmpty();

        bench.memory.faults().restore();
        CycleReport whole = bench.cycle();
        assertThat(toldByBook(whole, refused))
                .singleElement()
                .satisfies(update -> assertThat(update.changed())
                        .as("nobody was told of the order before")
                        .containsExactly("order"));
        assertThat(told(whole, refused)).hasSize(1);
        assertThat(told(bench.cycle(), refused)).isEmpty();
    }

    @Test
    void an_answer_that_could_not_be_recorded_is_told_with_all_that_it_changed_though_no_book_shows_it() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        // the stop is recorded and settled by three calls, its target recorded by two
        bench.memory.faults().failAfter(StorePort.INTENTS, 5);
        bench.broker().answerNext(Kind.PLACE, FakeReply.accepted()).answerNext(Kind.PLACE, FakeReply.refused("margin"));
        CycleReport unrecorded = bench.cycle();
        assertThat(bench.order(id).of(LegKind.TP)).hasSize(1);
        assertThat(bench.memory.outcomes()).as("entry and stop").hasSize(2);
        assertThat(told(unrecorded, id))
                .isNotEmpty()
                .allMatch(update -> update.order().order().of(LegKind.TP).isEmpty());

        CycleReport stored = bench.cycle();
        assertThat(toldByBook(stored, id))
                .singleElement()
                .satisfies(update -> assertThat(update.changed()).contains("legs.tp"));
        assertThat(told(bench.cycle(), id)).isEmpty();
    }

    @Test
    void an_entry_that_ended_is_told_over_by_the_cycle_that_stores_it() {
        long id = bench.submit(Entries.buy("k"));
        bench.cycle();
        bench.entry(id).cancelByExchange("gone");
        bench.memory.faults().failNext(StorePort.ORDERS);
        assertThat(told(bench.cycle(), id)).isEmpty();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        bench.memory.faults().refuseOrder(id, "check violated");
        assertThat(told(bench.cycle(), id)).isEmpty();

        bench.memory.faults().restore();
        assertThat(told(bench.cycle(), id))
                .singleElement()
                .satisfies(update -> assertThat(update.order().order().state()).isEqualTo(OrderState.ENTRY_CANCELLED))
                .satisfies(update -> assertThat(update.changed()).contains("status", "legs.entry"));
        assertThat(told(bench.cycle(), id)).isEmpty();
    }

    @Test
    void what_was_asked_of_an_order_is_told_whole_though_no_reader_sees_a_difference() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                OrderRequest.Kind.EXIT,
                null,
                id,
                null,
                null,
                null,
                null,
                null,
                bench.time.instant()));
        CycleReport report = bench.cycle();

        assertThat(toldByBook(report, id))
                .singleElement()
                .satisfies(update -> assertThat(update.cause().rule()).isEqualTo("request"))
                .satisfies(update -> assertThat(update.changed()).containsExactly("order"));
    }
}
