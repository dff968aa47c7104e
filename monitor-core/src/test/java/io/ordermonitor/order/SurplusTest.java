package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.NOW;
import static io.ordermonitor.order.Worlds.order;
import static io.ordermonitor.order.Worlds.rupees;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurplusTest {
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneId.of("Asia/Kolkata"));
    private static final PnlKey KEY = new PnlKey(Worlds.ACCOUNT, Worlds.RELIANCE, Product.MIS);

    private final List<Finding> findings = new ArrayList<>();

    private static BrokerOrder stranger(Side side, int units) {
        return Worlds.row(
                side + "-" + units, "", side, OrderTerms.limit(units, rupees("1500")), units, LegState.FILLED);
    }

    /** An order whose entry of 100 has filled. */
    private static ManagedOrder filled(long id, Side side) {
        return order(id, side)
                .withLegOrder(Worlds.leg(
                        id, LegKind.ENTRY, 1, 0, OrderTerms.limit(100, rupees("1500")), 100, LegState.FILLED));
    }

    /** One whose exits filled 19 more, for which somebody has made up. */
    private static ManagedOrder evenedOut(Side side) {
        return filled(2, side)
                .withLegOrder(
                        Worlds.leg(2, LegKind.SL, 1, 0, OrderTerms.limit(119, rupees("1480")), 119, LegState.FILLED))
                .withExternalExit(-19);
    }

    /** What is booked as closed outside of each order, once so many units too many of a side were laid. */
    private List<Integer> booked(
            @Nullable DayStart start, Side side, int tooMany, List<BrokerOrder> foreign, ManagedOrder... all) {
        Map<Long, ManagedOrder> orders = new LinkedHashMap<>();
        for (ManagedOrder one : all) {
            orders.put(one.id(), one);
        }
        List<ManagedOrder> here =
                List.of(all).stream().filter(one -> one.side() == side).toList();
        new Surplus(start, orders, foreign, findings).lay(KEY, side, here, tooMany);
        return orders.values().stream().map(ManagedOrder::externalExit).toList();
    }

    /** Orders of an earlier day. */
    private static DayStart nextDay() {
        return new DayStart(TODAY.plusDays(1), TODAY, List.of(), Map.of(KEY, 0), Set.of(), Map.of());
    }

    @Test
    void what_closed_orders_of_the_other_side_today_does_not_explain_what_is_too_much() {
        ManagedOrder one = filled(1, Side.BUY).withExternalExit(5);
        ManagedOrder other = filled(2, Side.SELL).withExternalExit(40);
        List<BrokerOrder> foreign = List.of(stranger(Side.BUY, 40));
        assertThat(booked(null, Side.BUY, 5, foreign, one, other)).containsExactly(0, 40);
        assertThat(booked(null, Side.SELL, 0, foreign, one, other))
                .as("those that were bought")
                .containsExactly(5, 40);
    }

    @Test
    void what_closed_a_carried_order_the_day_before_explains_nothing_of_today() {
        ManagedOrder one = filled(1, Side.BUY).withExternalExit(30);
        ManagedOrder other = filled(2, Side.SELL).withExternalExit(40);
        List<BrokerOrder> foreign = List.of(stranger(Side.BUY, 40));
        assertThat(booked(nextDay(), Side.BUY, 40, foreign, one, other))
                .as("somebody bought for himself")
                .containsExactly(30, 40);
        assertThat(findings).isEmpty();
    }

    @Test
    void what_made_up_for_an_excess_explains_nothing_else() {
        ManagedOrder gone = filled(1, Side.BUY).withExternalExit(100);
        ManagedOrder even = evenedOut(Side.BUY);
        List<BrokerOrder> bought = List.of(stranger(Side.BUY, 19));
        assertThat(booked(null, Side.BUY, 100, bought, gone, even)).containsExactly(0, -19);

        ManagedOrder shorted = evenedOut(Side.SELL);
        List<BrokerOrder> sold = List.of(stranger(Side.SELL, 19));
        assertThat(booked(null, Side.BUY, 100, sold, gone, shorted)).containsExactly(0, -19);
    }

    /** What others' fills have made up for of an order's excess. */
    private static int madeUpFor(
            ManagedOrder of, @Nullable DayStart start, List<BrokerOrder> foreign, ManagedOrder... all) {
        Map<Long, ManagedOrder> orders = new LinkedHashMap<>();
        List.of(all).forEach(one -> orders.put(one.id(), one));
        return new Surplus(start, orders, foreign, List.of()).madeUpFor(of);
    }

    @Test
    void what_makes_up_for_an_excess_is_told_by_the_book_alone_and_once() {
        ManagedOrder even = evenedOut(Side.BUY);
        ManagedOrder over = even.withExternalExit(0);
        List<BrokerOrder> bought = List.of(stranger(Side.BUY, 19));
        assertThat(madeUpFor(over, null, bought, over)).isEqualTo(19);
        assertThat(madeUpFor(even, null, bought, even)).as("booked").isZero();
        assertThat(madeUpFor(over, null, List.of(stranger(Side.BUY, 19), stranger(Side.SELL, 7)), over))
                .isEqualTo(12);
        assertThat(madeUpFor(over, null, List.of(stranger(Side.SELL, 19)), over))
                .isZero();

        ManagedOrder older = filled(1, Side.BUY)
                .withLegOrder(
                        Worlds.leg(1, LegKind.SL, 1, 0, OrderTerms.limit(115, rupees("1480")), 115, LegState.FILLED));
        assertThat(madeUpFor(older, null, bought, older, over)).isEqualTo(19);
        assertThat(madeUpFor(over, null, bought, older, over))
                .as("the older one's 15 come first")
                .isEqualTo(4);
        ManagedOrder closed = filled(3, Side.BUY).withExternalExit(30);
        assertThat(madeUpFor(over, null, List.of(stranger(Side.SELL, 30)), over, closed))
                .as("sold for the other")
                .isZero();
        assertThat(madeUpFor(over, nextDay(), List.of(), over, closed))
                .as("what was closed the day before is in no book of today")
                .isZero();
    }

    @Test
    void what_others_traded_and_nothing_is_booked_for_explains_as_much() {
        ManagedOrder gone = filled(1, Side.BUY).withExternalExit(100);
        List<BrokerOrder> foreign = List.of(stranger(Side.SELL, 60), stranger(Side.BUY, 20));
        assertThat(booked(null, Side.BUY, 60, foreign, gone)).containsExactly(60);
        assertThat(findings)
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("40 units booked"));
    }
}
