package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.context;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.leg;
import static io.ordermonitor.order.Worlds.market;
import static io.ordermonitor.order.Worlds.rupees;
import static io.ordermonitor.order.Worlds.stop;
import static io.ordermonitor.order.Worlds.target;
import static io.ordermonitor.order.Worlds.writes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Exits at the edges: orders that are going already, caps that are used up, bands that the market has left. */
class ExitEdgesTest {
    private static ExitContext capped(int modifyCap) {
        return new ExitContext(
                market("1500"), Worlds.SETTINGS, Account.ExitMode.BOTH, false, 100, 0, modifyCap, false, false, false);
    }

    private static LegOrder sold(int number, int filled) {
        OrderTerms terms = OrderTerms.stopLimit(100, rupees("1480"), rupees("1472.60"));
        return leg(1, LegKind.SL, number, 0, terms, filled, LegState.PARTIAL);
    }

    private static Market beside(String last, String lower, String upper) {
        Instrument banded = new Instrument(
                Worlds.RELIANCE,
                "RELIANCE",
                rupees("0.05"),
                1,
                100_000,
                rupees("1"),
                rupees(lower),
                rupees(upper),
                Worlds.NOW);
        return new Market(banded, rupees(last), null, WriteSession.OPEN, Worlds.NOW);
    }

    @Test
    void of_two_stops_of_one_slice_the_one_that_stays_is_not_shrunk_away_for_the_one_that_goes() {
        ManagedOrder two = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.CANCELLING))
                .withLegOrder(sold(2, 30));
        assertThat(ExitPlan.writes(ExitPlan.Phase.SHRINK, two, context(market("1500"), 70)))
                .extracting(Worlds::text)
                .containsExactly();
    }

    @Test
    void an_exit_that_must_shrink_and_takes_no_modification_any_more_is_placed_anew() {
        ManagedOrder part = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.WORKING))
                .withLegOrder(target(1, 100, LegState.WORKING))
                .withExternalExit(40);
        assertThat(writes(part, capped(0))).containsExactly("sl.renew t0k1s1", "tp.renew t0k1t1");
        assertThat(writes(part, capped(1)))
                .containsExactly("sl.shrink t0k1s1 60 at 1480.00 1472.60", "tp.shrink t0k1t1 60 1540.00");
    }

    @Test
    void a_target_that_is_amended_and_takes_no_modification_any_more_is_placed_anew() {
        ManagedOrder covered = filled(Side.BUY)
                .withLegOrder(stop(1, 0, 100, LegState.WORKING))
                .withLegOrder(target(1, 100, LegState.WORKING));
        ManagedOrder amended = covered.withTerms(covered.terms().amended(rupees("1480"), rupees("1550")));
        assertThat(writes(amended, capped(2))).containsExactly("tp.renew t0k1t1");
        ManagedOrder gone = amended.withLegOrder(target(1, 100, LegState.CANCELLED));
        assertThat(writes(gone, capped(2))).containsExactly("tp.place 0 SELL 100 1550.00");
    }

    @Test
    void what_was_never_sent_to_flatten_an_excess_is_sent_again() {
        LegOrder twice = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(150, rupees("1480")), 150, LegState.FILLED);
        LegOrder late = leg(1, LegKind.FLATTEN, 1, 0, OrderTerms.limit(50, rupees("1519.8")), 0, LegState.NONE)
                .withState(LegState.NONE, "not sent: recorded more than 2 s ago", LegNote.NOT_SENT);
        ManagedOrder over = filled(Side.BUY).withLegOrder(twice).withLegOrder(late);
        assertThat(writes(over, context(market("1490"), -50))).containsExactly("flatten 0 BUY 50 1519.80");
    }

    @Test
    void an_exit_that_is_asked_for_does_not_wait_at_the_target_of_a_single_exit() {
        LegOrder atTarget = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(100, rupees("1540")), 0, LegState.WORKING);
        ManagedOrder leaving = filled(Side.BUY).withLegOrder(atTarget).withExitRequested();
        assertThat(writes(leaving, context(market("1530"), 100))).containsExactly("sl.exit-now t0k1s1 100 1499.40");
        assertThat(writes(leaving, context(market("1540"), 100)))
                .as("it fills where it is")
                .isEmpty();
    }

    @Test
    void a_band_that_the_market_has_left_does_not_hold_an_exit_away_from_the_market() {
        assertThat(writes(filled(Side.BUY), context(beside("1290", "1300", "1700"), 100)))
                .containsExactly("sl.exit 0 SELL 100 1264.20");
        assertThat(writes(filled(Side.SELL), context(beside("1710", "1300", "1700"), -100)))
                .containsExactly("sl.exit 0 BUY 100 1744.20");
        assertThat(writes(filled(Side.BUY), context(beside("1310", "1300", "1700"), 100)))
                .as("within it the band holds")
                .containsExactly("sl.exit 0 SELL 100 1300.00");
    }

    @Test
    void the_limit_of_a_stop_is_never_on_the_wrong_side_of_its_trigger() {
        assertThat(writes(filled(Side.BUY), context(beside("1520", "1490", "1700"), 100)))
                .as("a band that does not hold the trigger is not that of today")
                .containsExactly("sl.place 0 SELL 100 at 1480.00 1472.60");
        assertThat(writes(filled(Side.BUY), context(beside("1520", "1475", "1700"), 100)))
                .containsExactly("sl.place 0 SELL 100 at 1480.00 1475.00");
    }

    @Test
    void a_stop_that_triggered_and_rests_unprotects_where_no_price_is_known() {
        LegOrder waits = stop(1, 0, 100, LegState.WORKING);
        LegOrder jumped = waits.seen(
                new BrokerOrder(
                        "B-t0k1s1",
                        "t0k1s1",
                        Worlds.RELIANCE,
                        Side.SELL,
                        Product.MIS,
                        OrderType.STOPLIMIT,
                        100,
                        0,
                        null,
                        waits.limitPrice(),
                        waits.triggerPrice(),
                        LegState.WORKING,
                        true,
                        "",
                        Worlds.NOW,
                        Worlds.NOW),
                LegState.WORKING);
        ManagedOrder order = filled(Side.BUY).withLegOrder(jumped);
        Verdict blind = Verdict.of(order, context(market(null), 100));
        assertThat(blind.order().flags()).containsExactly(Flag.UNPROTECTED);
        assertThat(blind.followUp()).isTrue();
        assertThat(blind.finding())
                .hasValueSatisfying(f -> assertThat(f.message()).contains("triggered and has not filled", "no price"));
        assertThat(Verdict.of(order, context(market("1475"), 100)).order().flags())
                .isEmpty();
        Market fairly = market(null, null, "1475", WriteSession.OPEN);
        assertThat(Verdict.of(order, context(fairly, 100)).order().flags()).isEmpty();
    }

    @Test
    void what_is_said_of_a_wrong_sign_is_what_is_done() {
        LegOrder twice = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(150, rupees("1480")), 150, LegState.FILLED);
        ManagedOrder over = filled(Side.BUY).withLegOrder(twice);
        assertThat(said(over, context(market("1490"), -50))).contains("the excess is flattened once");
        assertThat(said(over, context(market(null), -50))).contains("as soon as a price is known");
        assertThat(said(over, Worlds.madeUp(-50, 50))).contains("make up for them, so nothing is flattened");
        ManagedOrder again = over.withLegOrder(
                leg(1, LegKind.FLATTEN, 1, 0, OrderTerms.limit(20, rupees("1500")), 20, LegState.FILLED));
        assertThat(writes(again, context(market("1490"), -30))).isEmpty();
        assertThat(said(again, context(market("1490"), -30)))
                .contains("30 units more", "once only", "close the rest")
                .doesNotContain("is flattened once.");
        ExitContext told = new ExitContext(
                market("1490"),
                Worlds.SETTINGS.withFlattenWrongSign(false),
                Account.ExitMode.BOTH,
                false,
                -50,
                0,
                25,
                false,
                false,
                false);
        assertThat(writes(over, told)).isEmpty();
        assertThat(said(over, told)).contains("it is not flattened").doesNotContain("once");
    }

    private static String said(ManagedOrder order, ExitContext context) {
        return Verdict.of(order, context).finding().orElseThrow().message();
    }

    @Test
    void the_rest_of_an_entry_that_waits_for_its_end_after_an_external_exit_is_looked_at_again_soon() {
        ManagedOrder part = Worlds.order(1, Side.BUY)
                .withLegOrder(Worlds.entry(1, 100, 40, LegState.CANCELLING))
                .withLegOrder(stop(1, 0, 30, LegState.WORKING))
                .withExternalExit(10);
        assertThat(Verdict.of(part, context(market("1500"), 30)).followUp()).isTrue();
    }

    @Test
    void an_order_of_which_a_slice_was_refused_and_another_given_up_is_given_up_and_not_rejected() {
        ManagedOrder order = Worlds.order(1, Side.BUY)
                .withLegOrder(Worlds.entry(1, 50, 0, LegState.NONE))
                .withLegOrder(Worlds.entry(2, 50, 0, LegState.REJECTED));
        assertThat(OrderStates.derive(order).state()).isEqualTo(OrderState.ENTRY_GIVEN_UP);
    }

    @Test
    void a_net_position_that_is_against_some_orders_only_is_a_shortfall_and_no_wrong_sign() {
        LegOrder sold = leg(2, LegKind.ENTRY, 1, 0, OrderTerms.limit(60, rupees("1500")), 60, LegState.FILLED);
        ManagedOrder shorts = Worlds.order(2, Side.SELL).withLegOrder(sold);
        AccountView against = Worlds.view(Worlds.NOW, List.of(), -10);
        assertThat(Worlds.lay(against, filled(Side.BUY), shorts).findings()).isEmpty();
        assertThat(Worlds.lay(against, filled(Side.BUY)).findings())
                .extracting(Finding::code)
                .containsExactly(Code.WRONG_SIGN);
    }

    @Test
    void a_fair_price_that_is_dated_ahead_of_the_clock_is_not_young_until_then() {
        assertThat(dated(120).whyFairIsUnusable(Side.BUY, Worlds.SETTINGS)).isEmpty();
        assertThat(dated(121).whyFairIsUnusable(Side.BUY, Worlds.SETTINGS))
                .hasValueSatisfying(why -> assertThat(why).contains("yet to come"));
    }

    private static Market dated(int secondsAhead) {
        FairPrice fair = new FairPrice(
                Worlds.RELIANCE, rupees("1500"), rupees("1500"), Worlds.NOW.plusSeconds(secondsAhead), "test");
        return new Market(Worlds.reliance(), rupees("1500"), fair, WriteSession.OPEN, Worlds.NOW);
    }

    @Test
    void a_broker_order_that_is_missing_from_one_book_after_another_is_an_alarm() {
        ManagedOrder order = filled(Side.BUY).withLegOrder(stop(1, 0, 100, LegState.WORKING));
        Overlay once = Worlds.lay(Worlds.view(Worlds.NOW, List.of(), 100), order);
        assertThat(once.findings()).extracting(Finding::alarm).containsExactly(false);
        ManagedOrder missed = once.changed().get(0);
        Overlay twice = Worlds.lay(Worlds.view(Worlds.NOW.plusSeconds(60), List.of(), 100), missed);
        assertThat(twice.findings()).extracting(Finding::alarm).containsExactly(true);
    }

    @Test
    void no_two_orders_of_an_installation_share_a_tag() {
        assertThat(Tag.of("t0k", 64, LegKind.ENTRY, 1)).isEqualTo("t0k1se1");
        ManagedOrder order = Worlds.order(1, Side.BUY).withLegOrder(stop(504, 0, 100, LegState.REJECTED));
        int next = order.nextNumber(LegKind.SL);
        assertThat(Tag.of("t0k", 1, LegKind.SL, next)).isNotEqualTo("t0k1se1");
        assertThat(Tag.orderOf("t0k", Tag.of("t0k", 1, LegKind.SL, next))).hasValue(1);
        for (int number = 1; number < 3000; number++) {
            ManagedOrder many = Worlds.order(5, Side.BUY)
                    .withLegOrder(
                            leg(5, LegKind.SL, number, 0, OrderTerms.limit(1, rupees("1480")), 0, LegState.REJECTED));
            int after = many.nextNumber(LegKind.SL);
            assertThat(after).isGreaterThan(number);
            assertThat(Tag.orderOf("t0k", Tag.of("t0k", 5, LegKind.SL, after))).hasValue(5);
        }
        assertThat(List.of(1, 14, 503))
                .allSatisfy(n -> assertThat(Worlds.order(1, Side.BUY)
                                .withLegOrder(stop(n, 0, 1, LegState.REJECTED))
                                .nextNumber(LegKind.SL))
                        .isEqualTo(n == 503 ? 576 : n + 1));
    }
}
