package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.context;
import static io.ordermonitor.order.Worlds.entry;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.leg;
import static io.ordermonitor.order.Worlds.market;
import static io.ordermonitor.order.Worlds.order;
import static io.ordermonitor.order.Worlds.rupees;
import static io.ordermonitor.order.Worlds.stop;
import static io.ordermonitor.order.Worlds.target;
import static io.ordermonitor.order.Worlds.writes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Step 4's decisions, rule by rule. */
class ExitPlanTest {
    private static final ExitContext PLAIN = context(market("1500"), 100);

    private static ManagedOrder covered() {
        return filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.WORKING))
                .withLegOrder(target(1, 100, LegState.WORKING));
    }

    @Test
    void a_filled_entry_gets_a_stop_and_no_target_before_the_stop_is_taken() {
        assertThat(writes(filled(Side.BUY), PLAIN)).containsExactly("sl.place 0 SELL 100 at 1480.00 1472.60");
        assertThat(writes(filled(Side.SELL), context(market("1500"), -100)))
                .containsExactly("sl.place 0 BUY 100 at 1520.00 1527.60");
    }

    @Test
    void a_target_follows_a_stop_that_the_broker_took_and_never_exceeds_it() {
        ManagedOrder sent = filled(Side.BUY).withLegOrder(stop(1, 0, 60, LegState.SENT));
        assertThat(writes(sent, PLAIN)).contains("tp.place 0 SELL 60 1540.00");
        ManagedOrder unknown = filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.UNKNOWN));
        assertThat(writes(unknown, PLAIN)).isEmpty();
        ManagedOrder leaving = filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.CANCELLING));
        assertThat(writes(leaving, PLAIN)).isEmpty();
    }

    @Test
    void a_covered_position_is_left_alone() {
        assertThat(writes(covered(), PLAIN)).isEmpty();
    }

    @Test
    void exits_grow_with_the_entry() {
        ManagedOrder grown = order(1, Side.BUY)
                .withLegOrder(entry(1, 100, 70, LegState.PARTIAL))
                .withLegOrder(stop(1, 0, 40, LegState.WORKING))
                .withLegOrder(target(1, 40, LegState.WORKING));
        assertThat(writes(grown, PLAIN)).containsExactly("sl.grow t0k1s1 70 at 1480.00 1472.60");
        ManagedOrder stopGrown = grown.withLegOrder(stop(1, 0, 70, LegState.MODIFYING));
        assertThat(writes(stopGrown, PLAIN)).containsExactly("tp.grow t0k1t1 70 1540.00");
    }

    @Test
    void a_stop_at_the_cap_of_modifications_does_not_grow_but_gets_a_neighbour() {
        ManagedOrder grown = order(1, Side.BUY)
                .withLegOrder(entry(1, 100, 70, LegState.PARTIAL))
                .withLegOrder(stop(1, 0, 40, LegState.WORKING));
        ExitContext capped = new ExitContext(
                market("1500"), Worlds.SETTINGS, Account.ExitMode.BOTH, false, 70, 0, 2, false, false, false);
        assertThat(writes(grown, capped)).contains("sl.place 1 SELL 30 at 1480.00 1472.60");
    }

    @Test
    void exits_shrink_with_what_is_open_and_count_what_they_filled() {
        LegOrder part = leg(1, LegKind.TP, 1, 0, OrderTerms.limit(100, rupees("1540")), 30, LegState.PARTIAL);
        ManagedOrder shrunk = covered().withLegOrder(part);
        assertThat(writes(shrunk, PLAIN)).containsExactly("sl.shrink t0k1s1 70 at 1480.00 1472.60");
        ManagedOrder external = covered().withExternalExit(40);
        assertThat(writes(external, context(market("1500"), 60)))
                .containsExactly("sl.shrink t0k1s1 60 at 1480.00 1472.60", "tp.shrink t0k1t1 60 1540.00");
    }

    @Test
    void a_slice_that_is_not_needed_any_more_is_cancelled_whole() {
        ManagedOrder sliced = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 60, LegState.WORKING))
                .withLegOrder(stop(2, 1, 40, LegState.WORKING))
                .withExternalExit(40);
        assertThat(writes(sliced, context(market("1500"), 60))).contains("sl.shrink t0k1s2");
    }

    @Test
    void what_is_suspected_gone_is_neither_placed_nor_grown_nor_shrunk() {
        assertThat(writes(filled(Side.BUY).withSuspected(100), PLAIN)).isEmpty();
        assertThat(writes(filled(Side.BUY).withSuspected(30), PLAIN))
                .containsExactly("sl.place 0 SELL 70 at 1480.00 1472.60");
        assertThat(writes(covered().withSuspected(100), PLAIN)).isEmpty();
    }

    @Test
    void exits_are_cancelled_where_nothing_is_open() {
        assertThat(writes(covered().withExternalExit(100), context(market("1500"), 0)))
                .startsWith("exit.cancel-closed t0k1s1", "exit.cancel-closed t0k1t1");
    }

    @Test
    void the_rest_of_an_entry_goes_once_an_exit_filled_or_its_time_is_over() {
        ManagedOrder waiting = order(1, Side.BUY).withLegOrder(entry(1, 100, 0, LegState.WORKING));
        assertThat(writes(waiting, PLAIN)).isEmpty();
        assertThat(writes(waiting.withEntryEnded(), PLAIN)).containsExactly("entry.cancel-rest t0k1e1");
        assertThat(writes(waiting, context(market("1500", null, null, WriteSession.SQUARING_OFF), 0)))
                .containsExactly("entry.cancel-rest t0k1e1");
        ManagedOrder exited = order(1, Side.BUY)
                .withLegOrder(entry(1, 100, 40, LegState.PARTIAL))
                .withLegOrder(leg(
                        1,
                        LegKind.SL,
                        1,
                        0,
                        OrderTerms.stopLimit(40, rupees("1480"), rupees("1472.6")),
                        40,
                        LegState.FILLED));
        assertThat(writes(exited, context(market("1500"), 0))).containsExactly("entry.cancel-rest t0k1e1");
    }

    @Test
    void the_rest_of_an_entry_of_which_somebody_closed_a_part_outside_is_cancelled() {
        ManagedOrder closed = order(1, Side.BUY)
                .withLegOrder(entry(1, 100, 40, LegState.PARTIAL))
                .withExternalExit(40);
        assertThat(writes(closed, PLAIN)).containsExactly("entry.cancel-rest t0k1e1");
    }

    @Test
    void of_two_live_orders_of_one_slice_the_one_with_less_filled_goes_then_the_later() {
        LegOrder half = leg(
                1, LegKind.SL, 2, 0, OrderTerms.stopLimit(100, rupees("1480"), rupees("1472.6")), 50, LegState.PARTIAL);
        ManagedOrder two =
                filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.WORKING)).withLegOrder(half);
        assertThat(ExitPlan.writes(ExitPlan.Phase.DEDUPLICATE, two, PLAIN))
                .extracting(Worlds::text)
                .containsExactly("duplicate.cancel t0k1s1");
        ManagedOrder equal = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.WORKING))
                .withLegOrder(stop(2, 0, 100, LegState.WORKING));
        assertThat(ExitPlan.writes(ExitPlan.Phase.DEDUPLICATE, equal, PLAIN))
                .extracting(Worlds::text)
                .containsExactly("duplicate.cancel t0k1s2");
        ManagedOrder doubtful = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.UNKNOWN))
                .withLegOrder(stop(2, 0, 100, LegState.WORKING));
        assertThat(ExitPlan.writes(ExitPlan.Phase.DEDUPLICATE, doubtful, PLAIN)).isEmpty();
    }

    @Test
    void slices_keep_to_the_freeze_quantity() {
        Instrument future = Worlds.instrument("0.05", 65, 1800);
        ManagedOrder big = order(1, Side.BUY)
                .withLegOrder(
                        leg(1, LegKind.ENTRY, 1, 0, OrderTerms.limit(3900, rupees("1500")), 3900, LegState.FILLED));
        Market market = new Market(future, rupees("1500"), null, WriteSession.OPEN, Worlds.NOW);
        assertThat(writes(big, context(market, 3900)))
                .containsExactly(
                        "sl.place 0 SELL 1755 at 1480.00 1472.60",
                        "sl.place 1 SELL 1755 at 1480.00 1472.60",
                        "sl.place 2 SELL 390 at 1480.00 1472.60");
    }

    @Test
    void a_breached_stop_is_an_exit_at_the_market_instead_and_no_target_comes() {
        assertThat(writes(filled(Side.BUY), context(market("1480"), 100)))
                .containsExactly("sl.exit 0 SELL 100 1450.40");
        assertThat(writes(filled(Side.BUY), context(market("1480.05"), 100)))
                .containsExactly("sl.place 0 SELL 100 at 1480.00 1472.60");
        assertThat(writes(filled(Side.SELL), context(market("1520"), -100)))
                .containsExactly("sl.exit 0 BUY 100 1550.40");
    }

    @Test
    void an_exit_asked_for_turns_the_stop_into_an_exit_and_cancels_the_target() {
        assertThat(writes(covered().withExitRequested(), PLAIN))
                .containsExactly("tp.cancel-exiting t0k1t1", "sl.exit-now t0k1s1 100 1470.00");
        assertThat(writes(filled(Side.BUY).withExitRequested(), PLAIN)).containsExactly("sl.exit 0 SELL 100 1470.00");
    }

    @Test
    void a_stop_that_refuses_to_change_is_cancelled_for_who_wants_to_leave_and_the_exit_placed_anew() {
        LegOrder rigid = stop(1, 0, 100, LegState.WORKING).unchanged("no more modifications");
        ManagedOrder leaving = filled(Side.BUY).withLegOrder(rigid).withExitRequested();
        assertThat(writes(leaving, PLAIN)).containsExactly("sl.renew t0k1s1");
        ManagedOrder gone = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.CANCELLED))
                .withExitRequested();
        assertThat(writes(gone, PLAIN)).containsExactly("sl.exit 0 SELL 100 1470.00");
    }

    @Test
    void amended_terms_move_both_exits() {
        ManagedOrder amended = covered().withTerms(covered().terms().amended(rupees("1490"), rupees("1550")));
        assertThat(writes(amended, PLAIN))
                .containsExactly("sl.amend t0k1s1 100 at 1490.00 1482.55", "tp.amend t0k1t1 100 1550.00");
    }

    @ParameterizedTest(name = "after {0} refusals the next attempt comes after {1} s")
    @CsvSource({"1,5", "2,10", "3,20", "4,40", "5,60", "6,60", "10,60", "11,600", "30,600"})
    void a_refused_stop_is_tried_again_less_and_less_often_and_never_given_up(int refusals, int seconds) {
        ManagedOrder refused = filled(Side.BUY);
        for (int i = 1; i <= refusals; i++) {
            refused = refused.withLegOrder(refusedAt(i, Worlds.NOW.minusSeconds(5L * (refusals - i))));
        }
        ManagedOrder order = refused;
        assertThat(writes(order, at(Worlds.NOW.plusSeconds(seconds - 3)))).isEmpty();
        assertThat(writes(order, at(Worlds.NOW.plusSeconds(seconds - 2))))
                .as("a cycle that comes a moment early counts")
                .hasSize(1);
    }

    @Test
    void a_stop_about_which_a_person_did_something_is_tried_whatever_the_wait() {
        ManagedOrder refused = filled(Side.BUY).withLegOrder(refusedAt(1, Worlds.NOW));
        ExitContext now = at(Worlds.NOW);
        assertThat(writes(refused, now)).isEmpty();
        ExitContext promptly = new ExitContext(
                now.market(), Worlds.SETTINGS, Account.ExitMode.BOTH, false, 100, 0, 25, false, false, true);
        assertThat(writes(refused, promptly)).containsExactly("sl.place 0 SELL 100 at 1480.00 1472.60");
    }

    @Test
    void a_refusal_for_the_trigger_makes_an_exit_only_of_a_stop_that_was_not_amended_since() {
        LegOrder tried = refusedAt(1, Worlds.NOW);
        ManagedOrder refused = filled(Side.BUY)
                .withLegOrder(tried.withState(LegState.REJECTED, "Trigger price should be lower than the LTP"));
        ExitContext later = at(Worlds.NOW.plusSeconds(5));
        assertThat(writes(refused, later)).containsExactly("sl.exit 0 SELL 100 1470.00");
        ManagedOrder amended = refused.withTerms(refused.terms().amended(rupees("1470"), rupees("1540")));
        assertThat(writes(amended, later)).containsExactly("sl.place 0 SELL 100 at 1470.00 1462.65");
    }

    private static LegOrder refusedAt(int number, Instant at) {
        LegOrder leg = stop(number, 0, 100, LegState.REJECTED);
        return new LegOrder(
                leg.tag(),
                leg.leg(),
                leg.slice(),
                number,
                null,
                leg.state(),
                leg.type(),
                100,
                0,
                null,
                leg.limitPrice(),
                leg.triggerPrice(),
                "RMS: no",
                LegNote.NONE,
                false,
                LegWrites.placed(at));
    }

    private static ExitContext at(Instant now) {
        return context(new Market(Worlds.reliance(), rupees("1500"), null, WriteSession.OPEN, now), 100);
    }

    @Test
    void a_closed_session_takes_no_write_and_one_that_squares_off_no_target_and_no_stop_that_it_took() {
        ExitContext closed = context(market("1500", null, null, WriteSession.CLOSED), 100);
        ExitContext squaring = context(market("1500", null, null, WriteSession.SQUARING_OFF), 100);
        assertThat(writes(filled(Side.BUY), closed)).isEmpty();
        assertThat(writes(filled(Side.BUY), squaring)).hasSize(1);
        assertThat(writes(filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.CANCELLED)), squaring))
                .isEmpty();
        assertThat(writes(filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.WORKING)), squaring))
                .isEmpty();
    }

    @Test
    void a_stop_that_was_taken_away_and_replaced_before_holds_back_none_while_the_broker_squares_off() {
        ExitContext squaring = context(market("1500", null, null, WriteSession.SQUARING_OFF), 100);
        ManagedOrder replaced = filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.CANCELLED));
        LegOrder rigid = stop(2, 0, 60, LegState.WORKING).unchanged("no");
        assertThat(writes(replaced.withLegOrder(rigid), squaring))
                .containsExactly("sl.place 1 SELL 40 at 1480.00 1472.60");
        LegOrder other = stop(2, 1, 60, LegState.WORKING).unchanged("no");
        assertThat(writes(replaced.withLegOrder(other), squaring)).isEmpty();
    }

    @Test
    void with_the_book_alone_only_stops_are_placed_and_grown() {
        ExitContext bookOnly = new ExitContext(
                market("1500"), Worlds.SETTINGS, Account.ExitMode.BOTH, true, 0, 0, 25, false, false, false);
        assertThat(writes(filled(Side.BUY), bookOnly)).containsExactly("sl.place 0 SELL 100 at 1480.00 1472.60");
        assertThat(writes(covered().withExternalExit(100), bookOnly)).isEmpty();
    }

    @Test
    void a_single_exit_account_gets_no_target_and_loses_one_that_rests() {
        ExitContext single = new ExitContext(
                market("1500"), Worlds.SETTINGS, Account.ExitMode.SINGLE, false, 100, 0, 25, false, false, false);
        assertThat(writes(filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.WORKING)), single))
                .isEmpty();
        assertThat(writes(covered(), single)).containsExactly("tp.cancel-exiting t0k1t1");
    }

    @Test
    void a_target_gives_way_to_a_stop_that_is_refused_for_margin_and_comes_back_the_next_day() {
        LegOrder rejected = stop(2, 1, 60, LegState.WORKING).withState(LegState.REJECTED, "RMS : Margin Exceeds");
        LegOrder unchanged = stop(1, 0, 40, LegState.WORKING).unchanged("Insufficient funds");
        ManagedOrder bare = filled(Side.BUY).withLegOrder(target(1, 40, LegState.WORKING));
        for (ManagedOrder order : List.of(
                bare.withLegOrder(stop(1, 0, 40, LegState.WORKING)).withLegOrder(rejected),
                bare.withLegOrder(unchanged))) {
            assertThat(writes(order, PLAIN)).contains("tp.cancel-margin t0k1t1");
            Verdict verdict = Verdict.of(order, PLAIN);
            assertThat(verdict.order().flags()).contains(Flag.TP_REFUSED);
            assertThat(verdict.finding().orElseThrow().message()).contains("its target gives way");
        }

        ManagedOrder covered = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 40, LegState.WORKING))
                .withLegOrder(rejected)
                .withLegOrder(stop(3, 1, 60, LegState.WORKING));
        assertThat(writes(covered, PLAIN)).isEmpty();
        assertThat(Verdict.of(covered, PLAIN).finding().orElseThrow().message())
                .contains("its target is not placed any more today", "margin");
        assertThat(writes(covered.withLegOrder(target(1, 40, LegState.WORKING)), PLAIN))
                .as("what rests is left while nothing is bare")
                .isEmpty();
        ManagedOrder nextDay = filled(Side.BUY)
                .withLegOrder(rejected)
                .withLegOrder(stop(3, 1, 60, LegState.EXPIRED))
                .withLegOrder(stop(4, 0, 100, LegState.WORKING));
        assertThat(writes(nextDay, PLAIN)).containsExactly("tp.place 0 SELL 100 1540.00");
    }

    @Test
    void exits_filled_twice_are_flattened_once_by_no_more_than_the_net_position_says() {
        LegOrder sold = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(150, rupees("1480")), 150, LegState.FILLED);
        ManagedOrder over = filled(Side.BUY).withLegOrder(sold);
        assertThat(writes(over, context(market("1490"), -50))).containsExactly("flatten 0 BUY 50 1519.80");
        assertThat(writes(over, context(market("1490"), -20))).containsExactly("flatten 0 BUY 20 1519.80");
        assertThat(writes(over, context(market("1490"), 0))).isEmpty();
        assertThat(writes(over, context(market(null), -50))).isEmpty();
        LegOrder flattening =
                leg(1, LegKind.FLATTEN, 1, 0, OrderTerms.limit(50, rupees("1519.8")), 0, LegState.CANCELLED);
        assertThat(writes(over.withLegOrder(flattening), context(market("1490"), -50)))
                .isEmpty();
    }

    @Test
    void an_excess_is_flattened_by_no_more_than_others_have_left_of_it() {
        LegOrder sold = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(150, rupees("1480")), 150, LegState.FILLED);
        ManagedOrder over = filled(Side.BUY).withLegOrder(sold);
        assertThat(writes(over, Worlds.madeUp(-50, 20))).containsExactly("flatten 0 BUY 30 1519.80");
        assertThat(writes(over, Worlds.madeUp(-50, 50))).isEmpty();

        ManagedOrder resting = over.withLegOrder(flattening(0, LegState.WORKING));
        assertThat(writes(resting, Worlds.madeUp(-50, 0))).isEmpty();
        assertThat(writes(resting, Worlds.madeUp(-30, 20))).containsExactly("flatten.shrink t0k1f1 30 1519.80");
        assertThat(writes(resting, Worlds.madeUp(0, 50))).containsExactly("flatten.shrink t0k1f1");
        ManagedOrder part = over.withLegOrder(flattening(15, LegState.PARTIAL));
        assertThat(writes(part, Worlds.madeUp(-35, 20))).containsExactly("flatten.shrink t0k1f1 30 1519.80");
        assertThat(writes(resting, context(market("1490"), 0)))
                .as("a net position that runs ahead of the book is no proof")
                .isEmpty();
        ManagedOrder late = resting.withLegOrder(
                leg(1, LegKind.ENTRY, 2, 0, OrderTerms.limit(60, rupees("1500")), 60, LegState.FILLED));
        assertThat(writes(late, context(market("1490"), 10))).contains("exit.cancel-closed t0k1f1");
    }

    private static LegOrder flattening(int filled, LegState state) {
        return leg(1, LegKind.FLATTEN, 1, 0, OrderTerms.limit(50, rupees("1519.8")), filled, state);
    }

    @Test
    void a_target_that_was_refused_or_given_up_is_not_repeated_but_one_that_was_not_sent_is() {
        ManagedOrder stopped = filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.WORKING));
        assertThat(writes(stopped.withLegOrder(target(1, 100, LegState.REJECTED)), PLAIN))
                .isEmpty();
        assertThat(writes(stopped.withLegOrder(target(1, 100, LegState.NONE)), PLAIN))
                .isEmpty();
        assertThat(writes(
                        stopped.withLegOrder(
                                target(1, 100, LegState.NONE).withState(LegState.NONE, "late", LegNote.NOT_SENT)),
                        PLAIN))
                .containsExactly("tp.place 0 SELL 100 1540.00");
    }

    @Test
    void a_frozen_order_is_not_touched() {
        assertThat(writes(filled(Side.BUY).withState(OrderState.FROZEN), PLAIN)).isEmpty();
        assertThat(List.of(OrderState.FROZEN.isEnded())).containsExactly(false);
    }
}
