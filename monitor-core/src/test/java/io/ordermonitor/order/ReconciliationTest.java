package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.NOW;
import static io.ordermonitor.order.Worlds.entry;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.lay;
import static io.ordermonitor.order.Worlds.order;
import static io.ordermonitor.order.Worlds.row;
import static io.ordermonitor.order.Worlds.rupees;
import static io.ordermonitor.order.Worlds.stop;
import static io.ordermonitor.order.Worlds.target;
import static io.ordermonitor.order.Worlds.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Books and positions laid over orders: what is believed, what is doubted, what is settled. */
class ReconciliationTest {
    private static final ManagedOrder FILLED = filled(Side.BUY);
    private static final BrokerOrder ENTRY_ROW = row(entry(1, 100, 100, LegState.FILLED), 100, LegState.FILLED);

    private static final OrderTerms STOP_TERMS = OrderTerms.stopLimit(100, rupees("1480"), rupees("1472.60"));

    private static ManagedOrder only(Overlay overlay) {
        assertThat(overlay.orders()).hasSize(1);
        return overlay.orders().values().iterator().next();
    }

    private static LegOrder leg(Overlay overlay, String tag) {
        return only(overlay).legOrders().stream()
                .filter(l -> l.tag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_fill_makes_an_order_open_and_a_second_look_changes_nothing() {
        ManagedOrder waiting = order(1, Side.BUY).withLegOrder(entry(1, 100, 0, LegState.WORKING));
        Overlay first = lay(view(NOW, List.of(ENTRY_ROW), 100), waiting);
        assertThat(only(first).state()).isEqualTo(OrderState.OPEN);
        assertThat(first.changed()).hasSize(1);
        Overlay second = lay(view(NOW.plusSeconds(60), List.of(ENTRY_ROW), 100), only(first));
        assertThat(second.changed()).isEmpty();
        assertThat(second.findings()).isEmpty();
    }

    @Test
    void a_read_that_began_before_our_last_write_ended_says_nothing_about_its_leg() {
        LegOrder written = entry(1, 100, 0, LegState.SENT).afterWrite(NOW, null);
        Overlay overlay = lay(
                view(NOW.minusMillis(1), List.of(ENTRY_ROW), 100),
                order(1, Side.BUY).withLegOrder(written));
        assertThat(leg(overlay, "t0k1e1")).isEqualTo(written);
    }

    @Test
    void filled_quantity_never_falls() {
        Overlay overlay =
                lay(view(NOW, List.of(row(entry(1, 100, 0, LegState.WORKING), 40, LegState.PARTIAL)), 100), FILLED);
        assertThat(only(overlay).legOrders()).isEqualTo(FILLED.legOrders());
        assertThat(overlay.findings()).isEmpty();
    }

    @Test
    void a_terminal_row_that_changes_is_applied_and_alarmed() {
        ManagedOrder cancelled = order(1, Side.BUY).withLegOrder(entry(1, 100, 0, LegState.CANCELLED));
        Overlay overlay = lay(view(NOW, List.of(ENTRY_ROW), 100), cancelled);
        assertThat(only(overlay).open()).isEqualTo(100);
        assertThat(overlay.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo(Code.TERMINAL_CHANGED))
                .satisfies(f -> assertThat(f.alarm()).isTrue());
    }

    @Test
    void a_cancelled_order_keeps_what_it_filled() {
        ManagedOrder waiting = order(1, Side.BUY).withLegOrder(entry(1, 100, 0, LegState.WORKING));
        BrokerOrder row = row(entry(1, 100, 0, LegState.WORKING), 75, LegState.CANCELLED);
        assertThat(only(lay(view(NOW, List.of(row), 75), waiting)).open()).isEqualTo(75);
    }

    @Test
    void an_unknown_status_and_a_filled_row_with_too_little_are_live_and_take_no_write() {
        ManagedOrder waiting = order(1, Side.BUY).withLegOrder(entry(1, 100, 0, LegState.WORKING));
        for (BrokerOrder row : List.of(
                row(entry(1, 100, 0, LegState.WORKING), 0, LegState.UNKNOWN),
                row(entry(1, 100, 0, LegState.WORKING), 0, LegState.FILLED))) {
            LegOrder leg = leg(lay(view(NOW, List.of(row), 0), waiting), "t0k1e1");
            assertThat(leg.state()).isEqualTo(LegState.UNKNOWN);
            assertThat(leg.isWritable()).isFalse();
        }
    }

    @Test
    void a_row_that_is_missing_once_makes_its_leg_unknown_and_comes_back() {
        ManagedOrder stopped = FILLED.withLegOrder(stop(1, 0, 100, LegState.WORKING));
        Overlay missing = lay(view(NOW, List.of(ENTRY_ROW), 100), stopped);
        assertThat(leg(missing, "t0k1s1").state()).isEqualTo(LegState.UNKNOWN);
        assertThat(missing.findings()).extracting(Finding::code).containsExactly(Code.UNKNOWN_OUTCOME);
        BrokerOrder stopRow = row(stop(1, 0, 100, LegState.WORKING), 0, LegState.WORKING);
        Overlay back = lay(view(NOW.plusSeconds(60), List.of(ENTRY_ROW, stopRow), 100), only(missing));
        assertThat(leg(back, "t0k1s1").isWritable()).isTrue();
    }

    @Test
    void a_change_whose_order_is_missing_for_long_is_an_alarm() {
        LegOrder resting = stop(1, 0, 100, LegState.WORKING);
        ManagedOrder changing =
                pending(resting, new PendingWrite(WriteKind.MODIFY, 0, resting.terms(), NOW, false, null));
        Overlay soon = lay(view(NOW.plusSeconds(5), List.of(ENTRY_ROW), 100), changing);
        assertThat(soon.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.alarm()).isFalse());
        Overlay late = lay(view(NOW.plusSeconds(60), List.of(ENTRY_ROW), 100), only(soon));
        assertThat(late.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.alarm()).isTrue());
    }

    @Test
    void neither_the_order_of_rows_nor_duplicates_matter() {
        LegOrder resting = stop(1, 0, 100, LegState.WORKING);
        ManagedOrder order = FILLED.withLegOrder(resting).withLegOrder(target(1, 100, LegState.WORKING));
        BrokerOrder older = row(resting, 0, LegState.WORKING);
        BrokerOrder newer = row(resting, 30, LegState.PARTIAL);
        List<BrokerOrder> rows = new ArrayList<>(
                List.of(ENTRY_ROW, older, newer, row(target(1, 100, LegState.WORKING), 0, LegState.WORKING)));
        Overlay forward = lay(view(NOW, rows, 70), order);
        Collections.reverse(rows);
        assertThat(lay(view(NOW, rows, 70), order)).isEqualTo(forward);
        assertThat(leg(forward, "t0k1s1").filled()).isEqualTo(30);
    }

    private static ManagedOrder pending(LegOrder leg, PendingWrite pending) {
        return FILLED.withLegOrder(leg.withState(LegState.UNKNOWN, "no answer").afterWrite(pending.endedAt(), pending));
    }

    private static PendingWrite placing(boolean sessionExpired) {
        return new PendingWrite(WriteKind.PLACE, 0, null, NOW, sessionExpired, null);
    }

    private static Overlay at(int seconds, ManagedOrder order) {
        return lay(view(NOW.plusSeconds(seconds), List.of(ENTRY_ROW), 100), order);
    }

    @Test
    void a_placement_without_an_answer_is_absent_after_the_window_and_two_reads_five_seconds_apart() {
        ManagedOrder order = pending(stop(1, 0, 100, LegState.SENT).withBrokerOrderId(null), placing(false));
        order = only(at(14, order));
        assertThat(order.of(LegKind.SL).get(0).state()).isEqualTo(LegState.UNKNOWN);
        order = only(at(15, order));
        assertThat(order.of(LegKind.SL).get(0).state()).as("one read").isEqualTo(LegState.UNKNOWN);
        order = only(at(20, order));
        assertThat(order.of(LegKind.SL).get(0).state()).as("4 s after it ended").isEqualTo(LegState.UNKNOWN);
        Overlay proved = at(21, order);
        assertThat(leg(proved, "t0k1s1").state()).isEqualTo(LegState.NONE);
        assertThat(proved.findings()).as("a stop is tried again").noneMatch(Finding::alarm);
    }

    @Test
    void anything_but_a_stop_is_given_up_with_an_alarm() {
        LegOrder lost = target(1, 100, LegState.SENT).withBrokerOrderId(null);
        Overlay first = at(15, pending(lost, placing(false)));
        Overlay proved = at(30, only(first));
        assertThat(leg(proved, "t0k1t1").state()).isEqualTo(LegState.NONE);
        assertThat(proved.findings()).anyMatch(f -> f.alarm() && f.code() == Code.ENTRY_GIVEN_UP);
    }

    @Test
    void after_an_ended_session_one_read_proves_absence() {
        LegOrder lost = stop(1, 0, 100, LegState.SENT).withBrokerOrderId(null);
        assertThat(leg(at(1, pending(lost, placing(true))), "t0k1s1").state()).isEqualTo(LegState.NONE);
    }

    @Test
    void an_order_that_turns_up_late_is_taken_over() {
        ManagedOrder gone = FILLED.withLegOrder(stop(1, 0, 100, LegState.NONE).withBrokerOrderId(null));
        BrokerOrder late = row(stop(1, 0, 100, LegState.WORKING), 0, LegState.WORKING);
        Overlay overlay = lay(view(NOW, List.of(ENTRY_ROW, late), 100), gone);
        assertThat(leg(overlay, "t0k1s1").state()).isEqualTo(LegState.WORKING);
        assertThat(leg(overlay, "t0k1s1").brokerOrderId()).isEqualTo("B-t0k1s1");
        assertThat(overlay.findings()).extracting(Finding::code).containsExactly(Code.TERMINAL_CHANGED);
    }

    @Test
    void a_modification_is_settled_by_the_new_values_or_after_the_window_by_the_old_ones() {
        OrderTerms to = OrderTerms.stopLimit(70, rupees("1480"), rupees("1472.60"));
        PendingWrite modify = new PendingWrite(WriteKind.MODIFY, 40, to, NOW, false, null);
        ManagedOrder order = pending(stop(1, 0, 100, LegState.WORKING), modify);
        BrokerOrder old = row(stop(1, 0, 100, LegState.WORKING), 0, LegState.WORKING);
        BrokerOrder changed = row(stop(1, 0, 70, LegState.WORKING), 0, LegState.WORKING);
        assertThat(leg(lay(view(NOW.plusSeconds(5), List.of(ENTRY_ROW, changed), 100), order), "t0k1s1")
                        .isWritable())
                .isTrue();
        assertThat(leg(lay(view(NOW.plusSeconds(14), List.of(ENTRY_ROW, old), 100), order), "t0k1s1")
                        .isWritable())
                .isFalse();
        assertThat(leg(lay(view(NOW.plusSeconds(15), List.of(ENTRY_ROW, old), 100), order), "t0k1s1")
                        .isWritable())
                .isTrue();
    }

    @Test
    void a_cancellation_is_settled_by_a_terminal_row_or_after_the_window_by_a_live_one() {
        PendingWrite cancel = new PendingWrite(WriteKind.CANCEL, 41, null, NOW, false, null);
        ManagedOrder order = pending(stop(1, 0, 100, LegState.WORKING), cancel);
        BrokerOrder live = row(stop(1, 0, 100, LegState.WORKING), 0, LegState.WORKING);
        BrokerOrder over = row(stop(1, 0, 100, LegState.WORKING), 0, LegState.CANCELLED);
        assertThat(leg(lay(view(NOW.plusSeconds(1), List.of(ENTRY_ROW, over), 100), order), "t0k1s1")
                        .state())
                .isEqualTo(LegState.CANCELLED);
        assertThat(leg(lay(view(NOW.plusSeconds(14), List.of(ENTRY_ROW, live), 100), order), "t0k1s1")
                        .isWritable())
                .isFalse();
        assertThat(leg(lay(view(NOW.plusSeconds(15), List.of(ENTRY_ROW, live), 100), order), "t0k1s1")
                        .isWritable())
                .isTrue();
    }

    private static Overlay positions(
            Instant at, int net, Map<Suspicion.Key, Suspicion> before, ManagedOrder... orders) {
        List<BrokerOrder> rows = new ArrayList<>();
        for (ManagedOrder order : orders) {
            order.legOrders().forEach(l -> rows.add(row(l, l.filled(), l.state())));
        }
        return lay(view(at, rows, net), before, orders);
    }

    @Test
    void a_shortfall_is_suspected_then_confirmed_by_a_pair_begun_when_no_book_lacks_a_fill_any_more() {
        Overlay first = positions(NOW, 60, Map.of(), FILLED);
        assertThat(only(first).suspected()).isEqualTo(40);
        Overlay same = positions(NOW.plusSeconds(1), 60, first.suspicions(), only(first));
        assertThat(only(same).suspected()).as("began when the first ended").isEqualTo(40);
        Overlay early = positions(NOW.plusSeconds(15), 60, same.suspicions(), only(same));
        assertThat(only(early).suspected()).as("within the settle window").isEqualTo(40);
        Overlay second = positions(NOW.plusSeconds(16), 60, early.suspicions(), only(early));
        assertThat(only(second).suspected()).isZero();
        assertThat(only(second).externalExit()).isEqualTo(40);
        assertThat(second.findings()).extracting(Finding::code).containsExactly(Code.EXTERNAL);
        assertThat(second.suspicions()).isEmpty();
    }

    @Test
    void what_others_sold_by_the_book_is_confirmed_by_the_second_pair_and_no_more() {
        List<BrokerOrder> rows = List.of(
                ENTRY_ROW, row("B-9", "", Side.SELL, OrderTerms.limit(30, rupees("1500")), 30, LegState.FILLED));
        Overlay first = lay(view(NOW, rows, 60), FILLED);
        assertThat(only(first).suspected()).isEqualTo(40);
        Overlay second = lay(view(NOW.plusSeconds(2), rows, 60), first.suspicions(), only(first));
        assertThat(only(second).externalExit()).isEqualTo(30);
        assertThat(only(second).suspected()).isEqualTo(10);
        Overlay third = lay(view(NOW.plusSeconds(16), rows, 60), second.suspicions(), only(second));
        assertThat(only(third).externalExit()).isEqualTo(40);
    }

    @Test
    void only_what_both_pairs_lack_is_confirmed() {
        Overlay first = positions(NOW, 60, Map.of(), FILLED);
        Overlay second = positions(NOW.plusSeconds(20), 30, first.suspicions(), only(first));
        assertThat(only(second).externalExit()).isEqualTo(40);
        assertThat(only(second).suspected()).isEqualTo(30);
    }

    @Test
    void positions_may_lag_a_fill_for_the_settle_window() {
        assertThat(only(positions(NOW.minusSeconds(186), 0, Map.of(), FILLED)).suspected())
                .isZero();
        assertThat(only(positions(NOW.minusSeconds(185), 0, Map.of(), FILLED)).suspected())
                .isEqualTo(100);
    }

    @Test
    void what_was_suspected_is_protected_again_while_a_new_fill_settles() {
        Overlay first = positions(NOW, 60, Map.of(), FILLED);
        assertThat(only(first).suspected()).isEqualTo(40);
        Overlay settling = positions(NOW.minusSeconds(186), 60, first.suspicions(), only(first));
        assertThat(only(settling).suspected()).isZero();
        assertThat(settling.suspicions()).isEqualTo(first.suspicions());
    }

    @Test
    void what_was_suspected_and_is_there_again_is_forgotten() {
        Overlay lacking = positions(NOW, 60, Map.of(), FILLED);
        Overlay whole = positions(NOW.plusSeconds(60), 100, lacking.suspicions(), only(lacking));
        assertThat(whole.suspicions()).isEmpty();
        Overlay again = positions(NOW.plusSeconds(120), 60, whole.suspicions(), only(whole));
        assertThat(only(again).suspected()).isEqualTo(40);
        assertThat(only(again).externalExit()).isZero();
    }

    @Test
    void an_order_of_an_earlier_day_is_not_known_by_an_id_that_another_one_has_today() {
        LegOrder yesterday = stop(1, 0, 100, LegState.WORKING);
        BrokerOrder stranger = row("B-t0k1s1", "", Side.SELL, STOP_TERMS, 0, LegState.WORKING);
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        ManagedOrder carried = only(lay(view(tomorrow, List.of(stranger), 100), FILLED.withLegOrder(yesterday)));
        assertThat(carried.of(LegKind.SL)).extracting(LegOrder::state).containsExactly(LegState.EXPIRED);
        assertThat(carried.live(LegKind.SL)).isEmpty();
    }

    @Test
    void the_youngest_order_lacks_first() {
        ManagedOrder younger = order(2, Side.BUY)
                .withLegOrder(Worlds.leg(
                        2, LegKind.ENTRY, 1, 0, OrderTerms.limit(100, rupees("1500")), 100, LegState.FILLED));
        Overlay overlay = positions(NOW, 70, Map.of(), FILLED, younger);
        assertThat(overlay.orders().values())
                .extracting(ManagedOrder::suspected)
                .containsExactly(30, 100);
    }

    @Test
    void a_part_that_is_there_again_is_taken_back_unless_foreign_fills_explain_it() {
        ManagedOrder closed = FILLED.withExternalExit(40);
        assertThat(only(positions(NOW, 60, Map.of(), closed)).externalExit()).isEqualTo(40);
        Overlay back = positions(NOW, 100, Map.of(), closed);
        assertThat(only(back).externalExit()).isZero();
        assertThat(back.findings()).anyMatch(f -> f.alarm() && f.code() == Code.EXTERNAL);

        BrokerOrder bought = row("F1", "", Side.BUY, OrderTerms.limit(40, rupees("1500")), 40, LegState.FILLED);
        Overlay explained = lay(view(NOW, List.of(ENTRY_ROW, bought), 100), closed);
        assertThat(only(explained).externalExit()).isEqualTo(40);
        assertThat(explained.foreign().get(Worlds.ACCOUNT)).containsExactly(bought);
    }

    @Test
    void an_excess_that_somebody_else_has_made_up_for_is_booked_once_and_only_by_his_fills() {
        LegOrder stop = Worlds.leg(1, LegKind.SL, 1, 0, STOP_TERMS, 100, LegState.FILLED);
        LegOrder target = Worlds.leg(1, LegKind.TP, 1, 0, OrderTerms.limit(19, rupees("1540")), 19, LegState.CANCELLED);
        ManagedOrder twice = FILLED.withLegOrder(stop).withLegOrder(target);
        assertThat(twice.open()).isEqualTo(-19);
        List<BrokerOrder> own =
                List.of(ENTRY_ROW, row(stop, 100, LegState.FILLED), row(target, 19, LegState.CANCELLED));
        assertThat(only(lay(view(NOW, own, 0), twice)).open())
                .as("positions alone may be wrong")
                .isEqualTo(-19);

        List<BrokerOrder> all = new ArrayList<>(own);
        all.add(row("F1", "", Side.BUY, OrderTerms.limit(19, rupees("1500")), 19, LegState.FILLED));
        assertThat(only(lay(view(NOW, all, -19), twice)).open())
                .as("the account is still short")
                .isEqualTo(-19);
        Overlay even = lay(view(NOW, all, 0), twice);
        assertThat(only(even).open()).isZero();
        assertThat(only(even).state()).isEqualTo(OrderState.CLOSED);
        assertThat(even.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo(Code.EXTERNAL))
                .satisfies(f -> assertThat(f.alarm()).isTrue())
                .satisfies(f -> assertThat(f.message()).contains("19 units more"));
        Overlay again = lay(view(NOW.plusSeconds(60), all, 0), only(even));
        assertThat(again.changed()).isEmpty();
        assertThat(again.findings()).isEmpty();
    }

    /** Row of somebody else, filled. */
    private static BrokerOrder stranger(String id, Side side, int units) {
        return row(id, "", side, OrderTerms.limit(units, rupees("1500")), units, LegState.FILLED);
    }

    @Test
    void an_excess_that_was_made_up_for_is_booked_though_somebody_closed_units_of_the_order_before() {
        LegOrder stop = Worlds.leg(1, LegKind.SL, 1, 0, STOP_TERMS, 60, LegState.CANCELLED);
        LegOrder target = Worlds.leg(1, LegKind.TP, 1, 0, OrderTerms.limit(60, rupees("1540")), 19, LegState.CANCELLED);
        ManagedOrder twice = FILLED.withExternalExit(40).withLegOrder(stop).withLegOrder(target);
        assertThat(twice.open()).isEqualTo(-19);
        List<BrokerOrder> rows = new ArrayList<>(List.of(
                ENTRY_ROW,
                row(stop, 60, LegState.CANCELLED),
                row(target, 19, LegState.CANCELLED),
                stranger("F1", Side.SELL, 40)));
        Overlay uneven = lay(view(NOW, rows, 0), twice);
        assertThat(only(uneven).open()).as("positions alone may be wrong").isEqualTo(-19);

        rows.add(stranger("F2", Side.BUY, 19));
        Overlay even = lay(view(NOW, rows, 0), twice);
        assertThat(only(even).open()).isZero();
        assertThat(only(even).externalExit()).isEqualTo(21);
        assertThat(even.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("19 units more"));
        Overlay again = lay(view(NOW.plusSeconds(60), rows, 0), only(even));
        assertThat(again.changed()).isEmpty();
        assertThat(again.findings()).isEmpty();
    }

    @Test
    void what_closed_a_short_by_hand_has_not_made_up_for_the_excess_of_a_long() {
        LegOrder stop = Worlds.leg(1, LegKind.SL, 1, 0, STOP_TERMS, 100, LegState.FILLED);
        LegOrder target = Worlds.leg(1, LegKind.TP, 1, 0, OrderTerms.limit(19, rupees("1540")), 19, LegState.CANCELLED);
        ManagedOrder twice = FILLED.withLegOrder(stop).withLegOrder(target);
        LegOrder sold = Worlds.leg(2, LegKind.ENTRY, 1, 0, OrderTerms.limit(100, rupees("1500")), 100, LegState.FILLED);
        ManagedOrder closed = order(2, Side.SELL).withLegOrder(sold).withExternalExit(40);
        List<BrokerOrder> rows = List.of(
                ENTRY_ROW,
                row(stop, 100, LegState.FILLED),
                row(target, 19, LegState.CANCELLED),
                row("B-" + sold.tag(), sold.tag(), Side.SELL, sold.terms(), 100, LegState.FILLED),
                stranger("F1", Side.BUY, 40));
        Overlay overlay = lay(view(NOW, rows, -60), twice, closed);

        assertThat(overlay.orders().values()).extracting(ManagedOrder::open).containsExactly(-19, 60);
    }

    @Test
    void units_of_a_long_are_taken_back_though_somebody_closed_a_short_by_hand() {
        LegOrder sold = Worlds.leg(2, LegKind.ENTRY, 1, 0, OrderTerms.limit(40, rupees("1500")), 40, LegState.FILLED);
        ManagedOrder closed = order(2, Side.SELL).withLegOrder(sold).withExternalExit(40);
        List<BrokerOrder> rows = List.of(
                ENTRY_ROW,
                row("B-" + sold.tag(), sold.tag(), Side.SELL, sold.terms(), 40, LegState.FILLED),
                stranger("F1", Side.BUY, 40));
        Overlay overlay = lay(view(NOW, rows, 100), FILLED.withExternalExit(5), closed);

        assertThat(overlay.orders().values())
                .extracting(ManagedOrder::externalExit)
                .containsExactly(0, 40);
    }

    @Test
    void a_net_position_against_all_orders_there_is_an_alarm() {
        Overlay overlay = positions(NOW, -20, Map.of(), FILLED);
        assertThat(overlay.findings()).anyMatch(f -> f.alarm() && f.code() == Code.WRONG_SIGN);
        assertThat(only(overlay).suspected()).isEqualTo(100);
    }

    @Test
    void without_positions_nothing_is_compared() {
        Overlay overlay = lay(view(NOW, List.of(ENTRY_ROW), null), FILLED);
        assertThat(overlay.bookOnly()).containsExactly(Worlds.ACCOUNT);
        assertThat(only(overlay).suspected()).isZero();
    }
}
