package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.message.Message.StepOutcome;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.StorePort;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts, sessions and stores that fail: the rest goes on, and the next cycle catches up. */
class OutageScenariosTest {
    private final CycleBench bench = new CycleBench();

    @AfterEach
    void every_write_is_settled_in_the_end() {
        bench.assertEveryWriteSettles();
    }

    private static List<StepOutcome> outcomes(CycleReport report) {
        return report.steps().stream().map(line -> line.outcome()).toList();
    }

    @Test
    void a_session_that_ended_is_renewed_during_the_read_and_noted() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().expireSession();
        CycleReport report = bench.cycle();

        assertThat(report.findings()).isEmpty();
        assertThat(report.steps().get(0).why()).contains("session of account 70 renewed");
        assertThat(bench.broker().calls(Kind.LOGIN)).hasSize(1);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void a_session_that_only_a_person_can_renew_is_told_by_account() {
        bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().requireLogin("two-factor code needed");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).extracting(Finding::code).contains(Code.NEEDS_LOGIN);
        assertThat(report.findings().get(0).message()).contains("Account 70").contains("log in");
    }

    @Test
    void a_process_that_does_not_own_the_user_any_more_ends_no_session_by_a_login() {
        bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().expireSession();
        bench.owned = false;
        bench.cycle();
        assertThat(bench.broker().calls(Kind.LOGIN)).isEmpty();
    }

    @Test
    void one_account_out_does_not_keep_the_other_from_its_stop() {
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        long id = bench.filled(Entries.buy("k"), "1500.00");
        long other = bench.filled(Entries.buy(CycleBench.OTHER_ACCOUNT, "k2"), "1500.00");
        bench.broker().outage();
        CycleReport report = bench.cycle();

        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.BROKER_UNREACHABLE);
        assertThat(report.pnl().staleAccounts()).containsExactly(CycleBench.ACCOUNT);
        assertThat(bench.liveUnits(other, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).of(LegKind.SL)).isEmpty();

        bench.broker().restore();
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_account_out_for_three_cycles_with_open_quantity_is_an_alarm_until_it_is_back() {
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.broker().outage();
        bench.cycles(2);
        CycleReport third = bench.cycle();
        assertThat(third.findings())
                .anyMatch(f -> f.alarm()
                        && f.code() == Code.ACCOUNT_OUT
                        && f.message().contains("open 100, stop live when last seen"));
        CycleReport fourth = bench.cycle();
        assertThat(fourth.findings()).noneMatch(Finding::alarm);

        bench.broker().restore();
        assertThat(bench.cycle().findings())
                .anyMatch(f -> f.code() == Code.ACCOUNT_OUT && f.message().startsWith("Over: "));
    }

    @Test
    void an_account_out_for_three_cycles_where_only_an_entry_rests_is_an_alarm_too() {
        bench.submit(Entries.buy("k"));
        bench.cycle();
        bench.broker().outage();
        bench.cycles(2);

        assertThat(bench.cycle().findings())
                .anyMatch(f -> f.alarm()
                        && f.code() == Code.ACCOUNT_OUT
                        && f.message().contains("nothing open, ENTERING when last seen"));
    }

    @Test
    void an_account_out_where_nothing_is_open_or_rests_is_no_alarm() {
        bench.cycle();
        bench.broker().outage();
        bench.cycles(5);

        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
    }

    @Test
    void an_alarm_about_an_account_stands_while_nothing_can_be_read_of_it() {
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        bench.filled(Entries.buy("k"), "1500.00");
        bench.broker()
                .placeForeign(
                        "t0k9ze1",
                        CycleBench.RELIANCE,
                        io.ordermonitor.order.Side.BUY,
                        io.ordermonitor.order.Product.MIS,
                        io.ordermonitor.order.OrderTerms.limit(5, new java.math.BigDecimal("1400.00")));
        bench.cycle();
        bench.broker().outage();
        CycleReport out = bench.cycle();

        assertThat(out.findings()).noneMatch(f -> f.message().startsWith("Over: "));
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER))
                .extracting(alarm -> alarm.code())
                .containsExactly(Code.FOREIGN_TAG);
    }

    @Test
    void positions_down_for_more_than_two_cycles_leave_the_book_alone_to_place_a_stop() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.broker().down(Kind.POSITIONS, FailureKind.UNREACHABLE);
        bench.cycles(2);
        assertThat(bench.broker().writes()).as("only the entry").hasSize(1);
        CycleReport third = bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.order(id).flags()).contains(Flag.STALE);
        assertThat(bench.order(id).of(LegKind.TP)).isEmpty();
        assertThat(third.findings()).extracting(Finding::code).contains(Code.BROKER_UNREACHABLE);
        bench.broker().restore();
        bench.cycle();
        assertThat(bench.order(id).flags()).doesNotContain(Flag.STALE);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void all_accounts_out_is_a_failed_first_step() {
        bench.broker().outage();
        CycleReport report = bench.cycle();

        assertThat(outcomes(report).get(0)).isEqualTo(StepOutcome.FAILED);
        assertThat(outcomes(report).subList(1, 9)).containsOnly(StepOutcome.SKIPPED);
        assertThat(report.findings()).extracting(Finding::code).contains(Code.STEP_FAILED, Code.BROKER_UNREACHABLE);
    }

    @Test
    void a_database_that_fails_in_step_three_skips_step_four_only_and_the_next_cycle_catches_up() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.memory.faults().failNext(StorePort.ORDERS);
        CycleReport report = bench.cycle();
        assertThat(outcomes(report))
                .containsExactly(
                        StepOutcome.DONE,
                        StepOutcome.DONE,
                        StepOutcome.FAILED,
                        StepOutcome.SKIPPED,
                        StepOutcome.DONE,
                        StepOutcome.DONE,
                        StepOutcome.DONE,
                        StepOutcome.SKIPPED,
                        StepOutcome.SKIPPED,
                        StepOutcome.DONE);
        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.DATABASE);
        assertThat(report.updates()).isEmpty();

        CycleReport next = bench.cycle();

        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(next.updates()).isNotEmpty();
        assertThat(bench.memory.stores().orders().find(id).orElseThrow().entryFilled())
                .isEqualTo(100);
    }

    @Test
    void keys_that_changed_before_the_pnl_failed_are_calculated_by_the_next_cycle() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.target(id).fill("1540.00");
        bench.memory.faults().failNext(StorePort.PNL);
        CycleReport failed = bench.cycle();
        assertThat(outcomes(failed).get(1)).isEqualTo(StepOutcome.FAILED);

        assertThat(bench.cycle().pnl().realised()).isEqualByComparingTo("4000.00");
    }

    @Test
    void an_intent_that_cannot_be_recorded_is_not_sent_and_the_position_is_protected_next() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.memory.faults().failNext(StorePort.INTENTS);
        CycleReport report = bench.cycle();

        assertThat(bench.broker().writes()).hasSize(1);
        assertThat(outcomes(report).get(3)).isEqualTo(StepOutcome.FAILED);
        bench.cycle();
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }

    @Test
    void an_order_that_cannot_be_stored_is_alarmed_and_protected_all_the_same() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.memory.faults().refuseOrder(id, "check violated");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).anyMatch(f -> f.alarm() && f.code() == Code.DATABASE);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void a_submit_that_cannot_be_stored_is_not_sent() {
        bench.cycle();
        bench.memory.faults().failAfter(StorePort.ORDERS, 2);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> bench.submit(Entries.buy("k")))
                .isInstanceOf(io.ordermonitor.store.StoreException.class);
        bench.memory.faults().restore();
        bench.cycle();
        assertThat(bench.broker().writes()).isEmpty();
        assertThat(bench.memory.intents()).isEmpty();
    }

    @Test
    void an_alarm_that_cannot_be_stored_is_told_and_stored_by_the_next_cycle() {
        bench.broker().answerNext(Kind.PLACE, io.ordermonitor.testkit.FakeReply.unknownAndLost());
        bench.submit(Entries.buy("k"));
        bench.cycle();
        bench.memory.faults().outage(StorePort.ALARMS);
        assertThat(bench.cycle().findings()).extracting(Finding::code).contains(Code.ENTRY_GIVEN_UP);
        bench.memory.faults().restore();
        bench.cycle();

        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).hasSize(1);
    }

    @Test
    void a_request_that_makes_no_sense_is_answered_and_does_not_keep_stops_from_being_placed() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        long request = bench.memory.insertRequest(new OrderRequest(
                0,
                CycleBench.USER,
                OrderRequest.Kind.SUBMIT,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                bench.time.instant()));
        bench.cycle();

        assertThat(bench.memory.answer(request))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(OrderRequest.Status.REFUSED));
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
    }

    @Test
    void an_observed_account_records_what_it_would_send_once_and_sends_it_when_armed() {
        io.ordermonitor.testkit.FakeOrder theirs = bench.broker()
                .placeForeign(
                        "",
                        CycleBench.RELIANCE,
                        io.ordermonitor.order.Side.BUY,
                        io.ordermonitor.order.Product.MIS,
                        io.ordermonitor.order.OrderTerms.limit(100, new java.math.BigDecimal("1500.00")));
        bench.account(CycleBench.ACCOUNT, Account.Mode.OBSERVE, Account.ExitMode.BOTH);
        long id = ((io.ordermonitor.execution.IntakeResult.Taken) bench.locked(() ->
                        bench.execution.intake().adopt(bench.desk(), Entries.buy("adopted"), theirs.brokerOrderId())))
                .order()
                .id();
        theirs.fill("1500.00");
        bench.cycles(3);
        assertThat(bench.broker().writes()).isEmpty();
        assertThat(bench.memory.outcomes())
                .extracting(Intent.Settled::outcome)
                .containsExactly(Intent.Outcome.WOULD_SEND, Intent.Outcome.WOULD_SEND);

        bench.account(CycleBench.ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        bench.cycles(2);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(100);
        assertThat(bench.liveUnits(id, LegKind.TP)).isEqualTo(100);
    }
}
