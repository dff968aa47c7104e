package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.message.Message.StepOutcome;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.Switches;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps 5 to 9: entries and stops that follow the fair price, rejected entries and their successors. */
class EntryScenariosTest {
    private static final String MARGIN = "OEMS:RMS : Margin Exceeds : - Set Limit:[0] Margin Shortfall[97.5]";
    private static final String BAND = "RMS:Rule : Check circuit limit : price is out of the price band";

    private final CycleBench bench = new CycleBench();

    private ManagedOrder only() {
        assertThat(bench.desk().orders()).hasSize(1);
        return bench.desk().orders().iterator().next();
    }

    @Test
    void an_entry_that_would_be_left_behind_becomes_a_limit_at_the_fair_price_and_is_chased() {
        long id = bench.submit(Entries.buyAbove("k"));
        bench.cycle();
        bench.fair("1503.07", null);
        CycleReport report = bench.cycle();

        assertThat(report.findings())
                .as("nothing but that there is no last price to check it by")
                .extracting(Finding::orderId)
                .containsExactly(0L);
        assertThat(bench.entry(id).row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.entry(id).row().limitPrice()).isEqualByComparingTo("1503.05");
        bench.fair("1503.07", null);
        bench.cycle();
        assertThat(bench.order(id).flags()).contains(Flag.CHASING);
        assertThat(bench.broker().calls(Kind.MODIFY)).hasSize(1);

        bench.fair("1502.00", null);
        bench.cycle();
        assertThat(bench.entry(id).row().limitPrice())
                .as("only toward the market")
                .isEqualByComparingTo("1503.05");
        bench.fair("1514.90", null);
        bench.cycle();
        assertThat(bench.entry(id).row().limitPrice()).isEqualByComparingTo("1514.90");
        bench.fair("1515.05", null);
        CycleReport far = bench.cycle();
        assertThat(far.findings()).extracting(Finding::code).containsExactly(Code.STALE_PRICE);
        bench.fair("1515.05", null);
        assertThat(bench.cycle().findings()).as("said once").isEmpty();
        assertThat(bench.entry(id).row().limitPrice()).isEqualByComparingTo("1514.90");
    }

    @Test
    void no_entry_is_followed_under_the_kill_switch_or_after_the_last_entry_time() {
        long id = bench.submit(Entries.buyAbove("k"));
        bench.switches(new Switches(new SwitchReach(false, Set.of(), Set.of("breakout")), SwitchReach.NOTHING));
        bench.fair("1503.00", null);
        bench.cycle();
        bench.switches(Switches.NONE);
        bench.session = WriteSession.NO_ENTRIES;
        bench.fair("1503.00", null);
        bench.cycle();

        assertThat(bench.entry(id).row().type()).isEqualTo(OrderType.STOPLIMIT);
        assertThat(bench.trySubmit(Entries.buy("late"))).isInstanceOf(IntakeResult.Refused.class);
    }

    @Test
    void a_stop_that_should_have_filled_becomes_a_limit_and_its_target_goes() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.fair(null, "1478.58");
        bench.broker().price(CycleBench.RELIANCE, "1481.00");
        CycleReport report = bench.cycle();

        assertThat(report.findings()).isEmpty();
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.stop(id).row().limitPrice()).isEqualByComparingTo("1478.55");
        assertThat(bench.target(id).row().state()).isEqualTo(LegState.CANCELLED);
        bench.fair(null, "1490.00");
        bench.cycle();
        assertThat(bench.order(id).state()).isEqualTo(OrderState.EXITING);
        assertThat(bench.stop(id).row().type()).as("never back to a stop").isEqualTo(OrderType.LIMIT);
        assertThat(bench.stop(id).row().limitPrice()).isEqualByComparingTo("1478.55");
        assertThat(bench.liveUnits(id, LegKind.TP)).isZero();
    }

    @Test
    void a_stop_that_the_market_jumped_over_follows_the_last_price() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycle();
        bench.stop(id).trigger();
        bench.broker().price(CycleBench.RELIANCE, "1460.00");
        bench.cycle();

        assertThat(bench.stop(id).row().limitPrice()).isEqualByComparingTo("1430.80");
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
    }

    @Test
    void a_rejected_entry_is_moved_away_regenerated_and_placed_with_a_link() {
        bench.permit();
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.fair("1490.00", null);
        CycleReport report = bench.cycle();

        assertThat(report.steps().subList(6, 9)).allMatch(line -> line.outcome() == StepOutcome.DONE);
        assertThat(bench.memory.rejected()).extracting(r -> r.id()).containsExactly(id);
        ManagedOrder successor = only();
        assertThat(successor.regeneratedFrom()).isEqualTo(id);
        assertThat(successor.attempt()).isEqualTo(2);
        assertThat(successor.terms().entryLimitPrice()).isEqualByComparingTo("1490.00");
        assertThat(successor.terms().slStopPrice()).isEqualByComparingTo("1470.00");
        assertThat(successor.terms().targetPrice()).isEqualByComparingTo("1530.00");
        assertThat(bench.broker().live()).hasSize(1);
        assertThat(report.findings()).extracting(Finding::code).containsExactly(Code.ORDER_REFUSED);
    }

    @Test
    void an_entry_is_placed_three_times_a_day_at_most() {
        bench.permit();
        bench.broker()
                .answerEvery(
                        call -> call.kind() == Kind.PLACE, FakeReply.accepted().thenRejected(BAND));
        bench.fair("1490.00", null);
        bench.submit(Entries.buy("k"));
        for (int i = 0; i < 6; i++) {
            bench.fair("1490.00", null);
            bench.cycle();
        }

        assertThat(bench.broker().writes()).hasSize(3);
        assertThat(bench.memory.rejected()).hasSize(3);
    }

    @Test
    void a_regenerated_entry_whose_stop_the_market_has_passed_ends_with_the_reason_and_is_not_made_again() {
        bench.permit();
        long known = bench.filled(Entries.buy("known"), "1500.00");
        bench.cycle();
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.broker().price(CycleBench.RELIANCE, "1470.00");
        bench.fair("1490.00", null);
        CycleReport report = bench.cycle();

        assertThat(report.findings())
                .filteredOn(finding -> finding.orderId() == id && finding.step() == 9)
                .singleElement()
                .satisfies(told -> assertThat(told.message())
                        .contains("its regenerated entry was not placed: slStopPrice 1470.00 is not below the last"
                                + " price 1470.00"));
        for (int i = 0; i < 3; i++) {
            bench.fair("1490.00", null);
            assertThat(bench.cycle().findings()).noneMatch(finding -> finding.orderId() == id);
        }
        assertThat(bench.memory.stores().regenerations().waiting(CycleBench.USER))
                .isEmpty();
        assertThat(bench.memory.orders(CycleBench.USER))
                .extracting(ManagedOrder::id)
                .containsExactly(known);
    }

    @Test
    void without_permission_nothing_is_regenerated_and_that_is_no_error() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.cycle();
        bench.fair("1490.00", null);
        CycleReport report = bench.cycle();

        assertThat(report.findings()).isEmpty();
        assertThat(report.steps().get(7).why()).isEqualTo("not permitted");
        assertThat(report.steps().get(8).outcome()).isEqualTo(StepOutcome.SKIPPED);
        assertThat(bench.broker().writes()).hasSize(1);
    }

    @Test
    void permission_given_within_ten_minutes_counts() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.cycles(5);
        bench.permit();
        bench.fair("1490.00", null);
        bench.cycle();

        assertThat(only().regeneratedFrom()).isEqualTo(id);
    }

    @Test
    void nothing_is_regenerated_on_an_instrument_with_a_row_that_cannot_be_understood() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.fair("1490.00", null);
        bench.cycle();
        assertThat(bench.memory.rejected()).extracting(r -> r.id()).containsExactly(id);
        bench.permit();
        bench.broker().quarantine(CycleBench.RELIANCE);
        bench.cycles(2);
        assertThat(bench.broker().live()).isEmpty();

        bench.broker().restore();
        bench.fair("1490.00", null);
        bench.cycle();
        assertThat(only().regeneratedFrom()).isEqualTo(id);
        assertThat(bench.broker().live()).hasSize(1);
    }

    @Test
    void nothing_is_regenerated_on_an_account_whose_positions_are_not_fresh() {
        long open = bench.filled(Entries.buy("open"), "1500.00");
        long id = bench.submit(Entries.buy("k"));
        bench.cycle();
        bench.broker().down(Kind.POSITIONS, FailureKind.UNREACHABLE);
        bench.cycles(3);
        assertThat(bench.order(open).flags()).as("the book alone is read").contains(Flag.STALE);
        bench.broker().restore();
        bench.entry(id).reject(BAND);
        bench.cycle();
        assertThat(bench.memory.rejected()).extracting(r -> r.id()).containsExactly(id);
        int writes = bench.broker().writes().size();
        bench.broker().down(Kind.POSITIONS, FailureKind.UNREACHABLE);
        bench.permit();
        for (int i = 0; i < 4; i++) {
            bench.fair("1490.00", null);
            bench.cycle();
        }
        assertThat(bench.order(open).flags()).contains(Flag.STALE);
        assertThat(bench.broker().writes()).hasSize(writes);
        assertThat(bench.memory.stores().regenerations().waiting(CycleBench.USER))
                .isEmpty();

        bench.broker().restore();
        bench.fair("1490.00", null);
        bench.cycle();
        assertThat(bench.desk().orders())
                .extracting(ManagedOrder::regeneratedFrom)
                .contains(id);
    }

    @Test
    void an_unknown_outcome_holds_entries_of_every_instrument_of_its_account_and_of_no_other_account() {
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        bench.broker().answerNext(Kind.PLACE, FakeReply.unknownAndLost());
        long unknown = bench.submit(Entries.buy("unknown"));

        for (NewManagedOrder terms : List.of(Entries.buy("same"), Entries.buyFuture(65, "future"))) {
            assertThat(bench.trySubmit(terms))
                    .isInstanceOfSatisfying(
                            IntakeResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .contains(
                                            "account " + CycleBench.ACCOUNT + " has an order, " + unknown,
                                            "unknown outcome"));
        }
        assertThat(bench.trySubmit(Entries.buy(CycleBench.OTHER_ACCOUNT, "other")))
                .isInstanceOf(IntakeResult.Taken.class);
        assertThat(bench.broker().writes()).hasSize(1);
    }

    @Test
    void a_rejection_for_margin_is_not_regenerated() {
        bench.permit();
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(MARGIN);
        bench.fair("1490.00", null);
        bench.cycles(2);

        assertThat(bench.broker().writes()).hasSize(1);
        assertThat(bench.desk().orders()).isEmpty();
    }

    @Test
    void a_store_that_fails_while_rejected_orders_are_moved_is_made_good_by_the_next_cycle() {
        bench.permit();
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).reject(BAND);
        bench.fair("1490.00", null);
        bench.memory.faults().loseReplyOfNext(StorePort.REJECTED);
        CycleReport report = bench.cycle();
        assertThat(report.steps().get(6).outcome()).isEqualTo(StepOutcome.FAILED);
        bench.fair("1490.00", null);
        bench.cycle();

        assertThat(bench.memory.rejected()).hasSize(1);
        assertThat(only().regeneratedFrom()).isEqualTo(id);
    }

    @Test
    void an_entry_refused_at_submit_is_cleared_by_the_next_cycle() {
        bench.broker().answerNext(Kind.PLACE, FakeReply.refused(MARGIN));
        long id = bench.submit(Entries.buy("k"));
        assertThat(bench.order(id).state()).isEqualTo(OrderState.ENTRY_REJECTED);
        bench.cycle();

        assertThat(bench.memory.rejected()).hasSize(1);
    }

    @Test
    void a_repeated_submit_is_harmless() {
        long id = bench.submit(Entries.buy("k"));

        assertThat(bench.trySubmit(Entries.buy("k"))).isEqualTo(new IntakeResult.Repeated(id));
        assertThat(bench.broker().writes()).hasSize(1);
    }

    @Test
    void an_entry_can_be_cancelled_and_what_it_filled_stays_protected() {
        long id = bench.submit(Entries.buy("k"));
        bench.entry(id).fill(40, "1500.00");
        bench.cycle();
        bench.locked(
                () -> bench.execution.intake().cancel(bench.desk(), id, new io.ordermonitor.order.Cause(0, "", 0)));
        bench.cycle();

        assertThat(bench.entry(id).row().state()).isEqualTo(LegState.CANCELLED);
        assertThat(bench.liveUnits(id, LegKind.SL)).isEqualTo(40);
    }

    @Test
    void exit_now_turns_the_stop_into_an_exit_and_amend_moves_both_exits() {
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        bench.locked(() -> bench.execution
                .intake()
                .amend(
                        bench.desk(),
                        id,
                        new io.ordermonitor.order.Amendment(
                                new java.math.BigDecimal("1490.00"), new java.math.BigDecimal("1550.00")),
                        Cause.asked("amend")));
        bench.cycle();
        assertThat(bench.stop(id).row().triggerPrice()).isEqualByComparingTo("1490.00");
        assertThat(bench.target(id).row().limitPrice()).isEqualByComparingTo("1550.00");

        bench.locked(() -> bench.execution.intake().exitNow(bench.desk(), id, Cause.asked("exit")));
        bench.broker().price(CycleBench.RELIANCE, "1500.00");
        bench.cycle();
        assertThat(bench.stop(id).row().type()).isEqualTo(OrderType.LIMIT);
        assertThat(bench.stop(id).row().limitPrice()).isEqualByComparingTo("1470.00");
        assertThat(bench.liveUnits(id, LegKind.TP)).isZero();
    }
}
