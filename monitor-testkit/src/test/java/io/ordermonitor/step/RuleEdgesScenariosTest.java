package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderSettings;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules where two of them meet: slices, lost replies, people's wishes, accounts out, prices that are none. */
class RuleEdgesScenariosTest {
    private static final String BAND = "17070 : The price is out of the current price band";

    private final CycleBench bench = new CycleBench();

    @AfterEach
    void every_write_is_settled_in_the_end() {
        bench.assertEveryWriteSettles();
    }

    @Test
    void of_two_stops_of_one_slice_one_stays_though_the_other_has_filled_in_part() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone().shownAfter(3));
        bench.cycles(3);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(200);
        bench.stop(id).fill(30, "1480.00");
        bench.cycles(2);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(70);
        assertThat(bench.order(id).open()).isEqualTo(70);
    }

    @Test
    void an_order_of_which_a_slice_was_refused_waits_for_the_one_that_was_given_up_and_is_not_made_anew() {
        bench.permit();
        bench.broker().price(CycleBench.NIFTY, "1500.00");
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone().shownAfter(4));
        bench.broker().answerNext(Kind.PLACE, FakeReply.refused(BAND));
        long id = bench.submit(Entries.buyFuture(3510, "k"));
        bench.cycles(3);
        assertThat(bench.order(id).of(LegKind.ENTRY))
                .extracting(LegOrder::state)
                .containsExactly(LegState.NONE, LegState.REJECTED);
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
        assertThat(bench.memory.rejected()).isEmpty();
        bench.broker().orders().get(0).fill("1500.00");
        bench.cycles(3);

        assertThat(bench.order(id).open()).isEqualTo(1755);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(1755);
        assertThat(bench.desk().orders()).as("nothing was made anew").hasSize(1);
    }

    @Test
    void an_entry_that_a_person_cancelled_is_not_made_anew_because_the_exchange_rejected_it() {
        bench.permit();
        long id = bench.submit(Entries.buy("k"));
        bench.locked(() -> bench.execution.intake().cancel(bench.desk(), id, new Cause(0, "", 0)));
        bench.entry(id).reject(BAND);
        bench.fair("1490.00", null);
        bench.cycles(2);

        assertThat(bench.memory.rejected()).hasSize(1);
        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(1);
    }

    @Test
    void no_entry_is_made_anew_on_an_account_that_could_not_be_read() {
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.cycle();
        bench.permit();
        bench.broker().down(Kind.POSITIONS, FailureKind.UNREACHABLE);
        bench.fair("1490.00", null);
        bench.cycle();
        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(1);

        bench.broker().restore();
        bench.fair("1490.00", null);
        bench.cycle();
        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(2);
        assertThat(bench.desk().orders())
                .extracting(ManagedOrder::regeneratedFrom)
                .containsExactly(id);
    }

    @Test
    void an_entry_that_has_waited_for_its_placement_since_other_prices_is_not_placed() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.cycle();
        bench.permit();
        Instant made = bench.time.instant();
        LocalDate day = LocalDate.ofInstant(made, CycleBench.INDIA);
        Regenerations rows = bench.memory.stores().regenerations();
        rows.add(List.of(new Regeneration(0, id, Entries.buy("late"), 2, day, made)));
        bench.time.advance(Duration.ofMinutes(10));
        CycleReport report = bench.cycle();

        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(1);
        assertThat(rows.waiting(CycleBench.USER)).isEmpty();
        assertThat(report.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("has waited for more than 600 s"));
    }

    @Test
    void no_entry_is_placed_anew_once_the_permission_is_withdrawn_between_two_of_them() {
        bench.permit();
        long first = bench.submit(Entries.buy("k1"));
        long second = bench.submit(Entries.buy("k2"));
        bench.entry(first).reject(BAND);
        bench.entry(second).reject(BAND);
        bench.fair("1490.00", null);
        bench.broker()
                .beforeNext(
                        Kind.PLACE,
                        () -> bench.memory
                                .stores()
                                .inputs()
                                .savePermission(CycleBench.USER, new Permission(false, Set.of())));
        bench.cycle();

        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(3);
        assertThat(bench.memory.stores().regenerations().waiting(CycleBench.USER))
                .isEmpty();
    }

    @Test
    void a_price_of_nothing_is_no_price_at_which_a_stop_is_breached() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "0.00");
        bench.cycles(4);

        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.STOPLIMIT);
        assertThat(bench.stop(id).row().triggerPrice()).isEqualByComparingTo("1480.00");
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void an_exit_that_a_person_asks_for_does_not_wait_for_the_next_attempt_of_a_refused_stop() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.broker().answerEvery(call -> call.kind() == Kind.PLACE, FakeReply.refused("RMS: no"));
        bench.cycles(14);
        bench.broker().restore();
        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, new Cause(0, "", 0)));
        bench.cycleAfter(5);

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
    }

    @Test
    void that_fair_prices_are_followed_without_a_last_price_is_said_once_an_instrument() {
        long one = bench.submit(Entries.buyAbove("one"));
        long two = bench.submit(Entries.buyAbove("two"));
        bench.fair("1502.00", null);
        CycleReport report = bench.cycle();
        bench.fair("1504.00", null);
        CycleReport next = bench.cycle();

        assertThat(report.findings())
                .singleElement()
                .satisfies(said -> assertThat(said.message())
                        .contains("NSECM:2885", "gives no last price", "without being checked"));
        assertThat(next.findings()).isEmpty();
        assertThat(bench.entry(one).row().limitPrice()).isEqualByComparingTo("1504.00");
        assertThat(bench.entry(two).row().limitPrice()).isEqualByComparingTo("1504.00");
    }

    @Test
    void what_waited_more_than_two_seconds_between_its_record_and_its_turn_is_not_sent() {
        bench.broker().price(CycleBench.NIFTY, "1500.00");
        bench.broker().latency(Duration.ofSeconds(3));
        long id = bench.submit(Entries.buyFuture(3510, "k"));

        assertThat(bench.order(id).of(LegKind.ENTRY))
                .extracting(LegOrder::state)
                .containsExactly(LegState.SENT, LegState.REJECTED);
        assertThat(bench.order(id).of(LegKind.ENTRY).get(1).reason()).contains("recorded more than 2 s ago");
        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(1);
    }

    @Test
    void the_setting_of_single_exits_holds_for_every_account() {
        set(bench.settings.withExits(Account.ExitMode.SINGLE));
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.TP)).isZero();
        bench.broker().price(CycleBench.RELIANCE, "1540.00");
        bench.cycle();

        assertThat(bench.stop(id).row().limitPrice()).isEqualByComparingTo("1540.00");
    }

    @Test
    void the_setting_of_the_modification_cap_holds_where_the_broker_takes_more() {
        set(bench.settings.withModifyCap(3));
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.broker().price(CycleBench.RELIANCE, "1475.00");
        for (String fair : new String[] {"1479.00", "1478.00", "1477.00", "1477.00"}) {
            bench.fair(null, fair);
            bench.cycle();
        }

        assertThat(bench.order(id).of(LegKind.SL)).anyMatch(leg -> leg.state() == LegState.CANCELLED);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.broker().profile().modifyCap()).isEqualTo(25);
    }

    @Test
    void an_overshoot_is_only_reported_where_the_settings_say_so() {
        set(bench.settings.withFlattenWrongSign(false));
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycles(2);
        bench.stop(id).fill("1480.00");
        bench.target(id).fill("1540.00");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.WRONG_SIGN);
        bench.cycles(2);
        assertThat(bench.order(id).of(LegKind.FLATTEN)).isEmpty();
    }

    private void set(OrderSettings to) {
        bench.settings = to;
        bench.restart();
    }
}
