package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An adoption by a wrong broker order id protects nothing that is not there, and nothing twice. */
class AdoptionScenariosTest {
    private final CycleBench bench = new CycleBench();

    private IntakeResult tryAdopt(String key, String brokerOrderId) {
        NewManagedOrder terms = Entries.buy(key);
        return bench.locked(() -> bench.execution.intake().adopt(bench.desk(), terms, brokerOrderId));
    }

    private long adopt(String brokerOrderId) {
        return ((IntakeResult.Taken) tryAdopt("adopted", brokerOrderId)).order().id();
    }

    private FakeOrder foreign(InstrumentId instrument, Side side, Product product) {
        int quantity = instrument.equals(CycleBench.NIFTY) ? 65 : 100;
        return bench.broker()
                .placeForeign("", instrument, side, product, OrderTerms.limit(quantity, new BigDecimal("1500.00")));
    }

    /** Units of all live stops at the broker. */
    private int stops() {
        return bench.broker().live().stream()
                .filter(row -> row.type().isStop())
                .mapToInt(BrokerOrder::remaining)
                .sum();
    }

    /** The adoption ends with one alarm that says why, and with its key known; nothing is placed for it. */
    private void assertEnded(long id, CycleReport report, String why) {
        assertThat(alarms(report, id))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.message()).contains("nothing is placed for it", why));
        assertThat(report.findings())
                .filteredOn(f -> f.orderId() == id)
                .as("nothing is tried again")
                .noneMatch(f -> f.retryable() && !f.alarm());
        assertThat(bench.desk().order(id)).isEmpty();
        assertThat(bench.memory.rejected())
                .extracting(RejectedOrder::id, one -> one.order().state())
                .containsExactly(tuple(id, OrderState.ENTRY_REJECTED));
        ManagedOrder stored = bench.memory.order(id).orElseThrow();
        assertThat(stored.of(LegKind.SL)).isEmpty();
        assertThat(stored.of(LegKind.TP)).isEmpty();
    }

    private static List<Finding> alarms(CycleReport report, long id) {
        return report.findings().stream()
                .filter(f -> f.alarm() && f.orderId() == id && f.code() == Code.ORDER_REFUSED)
                .toList();
    }

    @Test
    void our_own_entry_whose_answer_never_came_keeps_one_stop_though_it_is_adopted() {
        bench.permit();
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        long own = bench.submit(Entries.buy("own"));
        FakeOrder entry = bench.broker().lastOrder();
        long adopted = adopt(entry.brokerOrderId());
        entry.fill("1500.00");
        CycleReport report = bench.cycleAfter(5);

        assertEnded(adopted, report, "is the ENTRY of order " + own + ", which is managed already");
        assertThat(bench.order(own).open()).isEqualTo(100);
        assertThat(stops()).isEqualTo(100);
        bench.fair("1501.00", "1499.00");
        bench.cycles(3);
        assertThat(stops()).isEqualTo(100);
        assertThat(bench.broker().orders()).as("entry, stop and target").hasSize(3);
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void our_own_stop_whose_answer_never_came_is_no_entry() {
        long own = bench.filled(Entries.buy("own"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        bench.cycleAfter(3);
        FakeOrder stop = bench.broker().lastOrder();
        long adopted = adopt(stop.brokerOrderId());
        stop.fill("1480.00");

        assertEnded(adopted, bench.cycleAfter(5), "is the SL of order " + own);
        bench.cycles(3);
        assertThat(stops()).isZero();
        assertThat(bench.broker().net(CycleBench.RELIANCE, Product.MIS)).isZero();
    }

    @Test
    void a_filled_order_of_the_other_side_gets_no_stop_that_would_add_to_it() {
        FakeOrder sold = foreign(CycleBench.RELIANCE, Side.SELL, Product.MIS);
        sold.fill("1500.00");
        long id = adopt(sold.brokerOrderId());

        assertEnded(id, bench.cycleAfter(3), "is SELL NSECM:2885 MIS and not BUY NSECM:2885 MIS; adopt it on terms");
        bench.cycles(3);
        assertThat(bench.broker().writes()).isEmpty();
    }

    @Test
    void an_order_of_another_instrument_or_product_is_not_adopted() {
        FakeOrder future = foreign(CycleBench.NIFTY, Side.BUY, Product.MIS);
        future.fill("1500.00");
        long id = adopt(future.brokerOrderId());
        assertEnded(id, bench.cycleAfter(3), "is BUY NSEFO:39972 MIS");

        FakeOrder delivery = foreign(CycleBench.RELIANCE, Side.BUY, Product.CNC);
        delivery.fill("1500.00");
        long other = ((IntakeResult.Taken) tryAdopt("other", delivery.brokerOrderId()))
                .order()
                .id();
        assertThat(alarms(bench.cycleAfter(3), other)).hasSize(1);
        bench.cycles(2);
        assertThat(bench.broker().writes()).isEmpty();
    }

    @Test
    void what_the_book_has_shown_already_is_refused_at_once() {
        FakeOrder sold = foreign(CycleBench.RELIANCE, Side.SELL, Product.MIS);
        FakeOrder bought = foreign(CycleBench.RELIANCE, Side.BUY, Product.MIS);
        bench.cycle();

        assertThat(tryAdopt("sold", sold.brokerOrderId()))
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("is SELL NSECM:2885 MIS and not BUY NSECM:2885 MIS", "adopt it on terms"));
        long id = adopt(bought.brokerOrderId());
        bought.fill("1500.00");
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_order_that_the_book_shows_late_is_held_against_its_row_then() {
        FakeOrder sold = foreign(CycleBench.RELIANCE, Side.SELL, Product.MIS);
        sold.hide(2);
        long id = adopt(sold.brokerOrderId());
        sold.fill("1500.00");
        bench.cycleAfter(20);
        bench.cycleAfter(20);

        assertEnded(id, bench.cycleAfter(20), "is SELL NSECM:2885 MIS");
        bench.cycles(2);
        assertThat(bench.broker().writes()).isEmpty();
    }

    @Test
    void an_adoption_that_could_not_be_ended_in_the_database_is_ended_by_the_next_process() {
        FakeOrder sold = foreign(CycleBench.RELIANCE, Side.SELL, Product.MIS);
        sold.fill("1500.00");
        long id = adopt(sold.brokerOrderId());
        bench.memory.faults().refuseOrder(id, "check violated");
        bench.cycleAfter(3);
        bench.memory.faults().restore();
        bench.restart();

        assertEnded(id, bench.cycleAfter(5), "is SELL NSECM:2885 MIS");
        assertThat(bench.broker().writes()).isEmpty();
    }
}
