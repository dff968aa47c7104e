package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.testkit.BrokerCall.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the safety switches keep from brokers, at every door, and what they let pass. */
class SafetySwitchScenariosTest {
    private static final String BAND = "RMS:Rule : Check circuit limit : price is out of the price band";
    private static final SwitchScope ALL = SwitchScope.everything();

    private final CycleBench bench = new CycleBench();

    private void set(SafetySwitch which, SwitchScope scope, boolean on) {
        bench.memory.stores().inputs().change(CycleBench.USER, which, scope, on);
    }

    private void stopEntries() {
        set(SafetySwitch.STOP_ENTRIES, ALL, true);
    }

    private long request(OrderRequest.Kind kind, @Nullable SwitchScope scope, long orderId) {
        return bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                kind,
                kind == OrderRequest.Kind.SUBMIT ? Entries.buy("row") : null,
                orderId,
                null,
                null,
                scope,
                null,
                null,
                bench.time.instant().plusSeconds(30)));
    }

    @Test
    void no_entry_is_submitted_while_entries_are_stopped() {
        stopEntries();

        IntakeResult result = bench.trySubmit(Entries.buy("k"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        no -> assertThat(no.reason()).contains("stop-entries"));
        assertThat(bench.broker().writes()).isEmpty();
    }

    @Test
    void an_entry_asked_for_by_row_is_refused_although_entries_were_stopped_only_while_its_cycle_read_the_book() {
        bench.filled(Entries.buy("k"), "1500.00");
        long row = request(OrderRequest.Kind.SUBMIT, null, 0);
        bench.broker().beforeNext(Kind.ORDER_BOOK, this::stopEntries);
        bench.cycle();

        assertThat(bench.memory.answer(row)).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(OrderRequest.Status.REFUSED);
            assertThat(answer.reason()).contains("stop-entries");
        });
        assertThat(bench.desk().orders()).hasSize(1);
    }

    @Test
    void no_entry_is_converted_when_entries_are_stopped_while_its_cycle_read_the_book() {
        long id = bench.submit(Entries.buyAbove("k"));
        bench.cycle();
        bench.fair("1503.00", null);
        bench.broker().beforeNext(Kind.ORDER_BOOK, this::stopEntries);
        bench.cycle();

        assertThat(bench.entry(id).row().type()).isEqualTo(OrderType.STOPLIMIT);
        set(SafetySwitch.STOP_ENTRIES, ALL, false);
        bench.fair("1503.00", null);
        bench.cycle();
        assertThat(bench.entry(id).row().type()).isEqualTo(OrderType.LIMIT);
    }

    @Test
    void a_converted_entry_is_not_followed_while_entries_are_stopped() {
        long id = bench.submit(Entries.buyAbove("k"));
        bench.cycle();
        bench.fair("1503.00", null);
        bench.cycle();
        set(SafetySwitch.STOP_ENTRIES, SwitchScope.account(CycleBench.ACCOUNT), true);
        bench.fair("1505.00", null);
        bench.cycle();

        assertThat(bench.entry(id).row().limitPrice()).isEqualByComparingTo("1503.00");
    }

    @Test
    void no_entry_is_regenerated_while_entries_are_stopped_and_it_is_when_they_are_allowed_in_time() {
        bench.permit();
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        set(SafetySwitch.STOP_ENTRIES, SwitchScope.strategy("breakout"), true);
        bench.fair("1490.00", null);
        bench.cycles(2);
        Regenerations rows = bench.memory.stores().regenerations();
        assertThat(rows.waiting(CycleBench.USER)).isEmpty();
        assertThat(bench.broker().writes()).hasSize(1);

        set(SafetySwitch.STOP_ENTRIES, SwitchScope.strategy("breakout"), false);
        bench.fair("1490.00", null);
        bench.cycle();
        assertThat(bench.desk().orders())
                .hasSize(1)
                .allSatisfy(o -> assertThat(o.regeneratedFrom()).isEqualTo(id));
    }

    @Test
    void a_regenerated_entry_is_not_placed_when_entries_are_stopped_between_two_of_them() {
        bench.permit();
        long first = bench.submit(Entries.buy("k1"));
        long second = bench.submit(Entries.buy("k2"));
        bench.entry(first).reject(BAND);
        bench.entry(second).reject(BAND);
        bench.fair("1490.00", null);
        bench.broker().beforeNext(Kind.PLACE, this::stopEntries);
        CycleReport report = bench.cycle();

        assertThat(bench.broker().calls(Kind.PLACE)).hasSize(3);
        assertThat(report.findings()).anyMatch(f -> f.step() == 9 && f.message().contains("stop-entries"));
    }

    @Test
    void exits_stops_and_cancels_of_entries_pass_while_entries_are_stopped() {
        long filled = bench.submit(Entries.buy("k1"));
        long resting = bench.submit(Entries.buy("k2"));
        bench.entry(filled).fill(40, "1500.00");
        stopEntries();
        bench.cycle();
        assertThat(bench.liveUnits(filled, LegKind.SL)).isEqualTo(40);

        bench.locked(() -> bench.execution.intake().cancel(bench.desk(), resting, new Cause(0, "", 0)));
        assertThat(bench.entry(resting).row().state()).isEqualTo(LegState.CANCELLED);
        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), filled, Cause.asked("exit")));
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycle();
        assertThat(bench.stop(filled).row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.liveUnits(filled, LegKind.ENTRY)).isZero();
    }

    @Test
    void nothing_is_written_under_a_pause_and_the_missing_stop_is_an_alarm_that_ends_with_it() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        set(SafetySwitch.PAUSE, SwitchScope.account(CycleBench.ACCOUNT), true);
        CycleReport report = bench.cycle();

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.UNPROTECTED);
            assertThat(finding.alarm()).isTrue();
            assertThat(finding.message()).contains("the pause keeps it back");
        });
        assertThat(bench.order(id).flags()).contains(Flag.UNPROTECTED);
        assertThat(bench.order(id).open()).as("it is read all the same").isEqualTo(100);
        bench.cycles(3);
        assertThat(bench.broker().writes()).hasSize(1);

        set(SafetySwitch.PAUSE, SwitchScope.account(CycleBench.ACCOUNT), false);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void a_stop_is_not_placed_when_the_pause_was_set_while_its_cycle_read_the_book() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().beforeNext(Kind.ORDER_BOOK, () -> set(SafetySwitch.PAUSE, ALL, true));
        CycleReport report = bench.cycle();

        assertThat(bench.broker().writes()).hasSize(1);
        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.UNPROTECTED);
        assertThat(bench.order(id).of(LegKind.SL)).isEmpty();
    }

    @Test
    void what_rests_under_a_pause_stays_as_it_is_and_follows_nothing() {
        long id = bench.filled(Entries.buy("k1"), "1500.00");
        long waiting = bench.submit(Entries.buyAbove("k2"));
        bench.cycle();
        int writes = bench.broker().writes().size();
        set(SafetySwitch.PAUSE, SwitchScope.strategy("breakout"), true);
        bench.fair("1503.00", "1478.00");
        bench.cycle();

        assertThat(bench.broker().writes()).hasSize(writes);
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.STOPLIMIT);
        assertThat(bench.entry(waiting).row().type()).isEqualTo(OrderType.STOPLIMIT);
    }

    @Test
    void what_is_asked_of_a_paused_order_is_refused_with_a_sentence() {
        long id = bench.submit(Entries.buy("k"));
        set(SafetySwitch.PAUSE, ALL, true);

        assertThat(bench.locked(() -> bench.execution.intake().cancel(bench.desk(), id, new Cause(0, "", 0))))
                .isInstanceOf(IntakeResult.Refused.class);
        assertThat(bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, Cause.asked("exit"))))
                .isInstanceOf(IntakeResult.Refused.class);
        assertThat(bench.locked(() -> bench.execution
                        .intake()
                        .amend(bench.desk(), id, new Amendment(new BigDecimal("1470.00"), null), Cause.asked("amend"))))
                .isInstanceOf(IntakeResult.Refused.class);
        assertThat(bench.trySubmit(Entries.buy("k2")))
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        no -> assertThat(no.reason()).contains("(pause)"));
        assertThat(bench.broker().writes()).hasSize(1);
    }

    @Test
    void a_row_flattens_its_scope_in_the_cycle_that_takes_it_up_and_again_without_harm() {
        bench.account(
                CycleBench.OTHER_ACCOUNT,
                io.ordermonitor.order.Account.Mode.ARMED,
                io.ordermonitor.order.Account.ExitMode.BOTH);
        long id = bench.filled(Entries.buy("k1"), "1500.00");
        long other = bench.submit(Entries.buy(CycleBench.OTHER_ACCOUNT, "k2"));
        bench.cycle();
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        long row = request(OrderRequest.Kind.FLATTEN, SwitchScope.account(CycleBench.ACCOUNT), 0);
        bench.cycle();

        assertThat(bench.memory.answer(row)).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(OrderRequest.Status.DONE);
            assertThat(answer.reason()).contains("account 70").contains("orders asked to exit: 1");
        });
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.trySubmit(Entries.buy("k3"))).isInstanceOf(IntakeResult.Refused.class);
        assertThat(bench.order(other).exitRequested()).isFalse();
        int writes = bench.broker().writes().size();
        request(OrderRequest.Kind.FLATTEN, SwitchScope.account(CycleBench.ACCOUNT), 0);
        bench.cycle();
        assertThat(bench.broker().writes()).hasSize(writes);
        bench.stop(id).fill("1470.00");
        bench.cycle();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.CLOSED);
    }

    @Test
    void a_paused_order_that_was_flattened_exits_when_it_is_resumed() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        set(SafetySwitch.PAUSE, ALL, true);
        long row = request(OrderRequest.Kind.FLATTEN, ALL, 0);
        bench.cycle();
        assertThat(bench.memory.answer(row))
                .hasValueSatisfying(
                        answer -> assertThat(answer.reason()).contains("paused until they are resumed: [" + id));
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.STOPLIMIT);

        set(SafetySwitch.PAUSE, ALL, false);
        bench.cycle();
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
    }

    @Test
    void an_account_that_is_not_the_users_is_not_flattened() {
        long row = request(OrderRequest.Kind.FLATTEN, SwitchScope.account(4711), 0);
        bench.cycle();

        assertThat(bench.memory.answer(row))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(OrderRequest.Status.REFUSED));
    }

    @Test
    void a_submit_that_says_it_comes_from_the_future_is_refused() {
        long row = bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                OrderRequest.Kind.SUBMIT,
                Entries.buy("row"),
                0,
                null,
                null,
                null,
                null,
                null,
                bench.time.instant().plusSeconds(60 + 61)));
        bench.cycle();

        assertThat(bench.memory.answer(row))
                .hasValueSatisfying(answer -> assertThat(answer.reason()).contains("after the market's clock"));
        assertThat(bench.broker().writes()).isEmpty();
    }

    @Test
    void what_a_row_adopted_wants_to_be_looked_at_again_soon() {
        io.ordermonitor.testkit.FakeOrder theirs = bench.broker()
                .placeForeign(
                        "",
                        CycleBench.RELIANCE,
                        io.ordermonitor.order.Side.BUY,
                        io.ordermonitor.order.Product.MIS,
                        io.ordermonitor.order.OrderTerms.limit(100, new BigDecimal("1500.00")));
        theirs.fill("1500.00");
        bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                OrderRequest.Kind.ADOPT,
                Entries.buy("row"),
                0,
                theirs.brokerOrderId(),
                null,
                null,
                null,
                null,
                bench.time.instant().plusSeconds(30)));

        assertThat(bench.cycle().followUp()).containsExactly(CycleBench.ACCOUNT);
        bench.cycle(CycleScope.Kind.NUDGED);
        assertThat(bench.broker().live()).hasSize(2);
    }

    @Test
    void past_the_deadline_a_stop_is_placed_and_its_target_waits_for_the_next_cycle() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().latency(CycleBench.DEADLINE.dividedBy(2).plusSeconds(5));
        CycleReport late = bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).of(LegKind.TP)).isEmpty();
        assertThat(late.steps().get(3).why()).contains("targets are left to the next cycle");

        bench.broker().latency(Duration.ZERO);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void a_switch_that_cannot_be_read_lets_nothing_pass() {
        bench.filled(Entries.buy("k"), "1500.00");
        bench.broker()
                .beforeNext(
                        Kind.ORDER_BOOK,
                        () -> bench.memory.faults().failNext(io.ordermonitor.testkit.StorePort.INPUTS));
        CycleReport report = bench.cycle();

        assertThat(report.findings()).isNotEmpty();
        assertThat(bench.broker().writes()).hasSize(1);
        bench.cycle();
        assertThat(bench.broker().calls(Kind.PLACE)).as("stop and target").hasSize(3);
    }
}
