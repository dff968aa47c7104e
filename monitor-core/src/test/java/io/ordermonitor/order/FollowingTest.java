package io.ordermonitor.order;

import static io.ordermonitor.order.Worlds.entry;
import static io.ordermonitor.order.Worlds.filled;
import static io.ordermonitor.order.Worlds.leg;
import static io.ordermonitor.order.Worlds.market;
import static io.ordermonitor.order.Worlds.rupees;
import static io.ordermonitor.order.Worlds.stop;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps 5 and 6: what follows the fair price, how far, and which prices count. */
class FollowingTest {
    private static ManagedOrder waiting(Side side) {
        NewManagedOrder terms = Worlds.terms(side, OrderType.STOPLIMIT);
        OrderTerms entry = OrderTerms.stopLimit(100, rupees("1500"), rupees(side == Side.BUY ? "1501" : "1499"));
        return Worlds.order(1, side)
                .withTerms(terms)
                .withLegOrder(leg(1, LegKind.ENTRY, 1, 0, entry, 0, LegState.WORKING));
    }

    private static List<String> entries(ManagedOrder order, Market market) {
        return EntryFollowing.decide(order, market, Worlds.SETTINGS, 25).writes().stream()
                .map(Worlds::text)
                .toList();
    }

    private static Market fair(Side side, String price, WriteSession session) {
        return side == Side.BUY ? market("1500", price, null, session) : market("1500", null, price, session);
    }

    @ParameterizedTest(name = "{0} with a fair price of {1}: {2}")
    @CsvSource({
        "BUY, 1499.95, -",
        "BUY, 1500.00, 1500.00",
        "BUY, 1503.07, 1503.05",
        "BUY, 1515.00, 1515.00",
        "BUY, 1515.01, far",
        "SELL, 1500.05, -",
        "SELL, 1500.00, 1500.00",
        "SELL, 1496.93, 1496.95",
        "SELL, 1485.00, 1485.00",
        "SELL, 1484.99, far"
    })
    void an_entry_left_behind_becomes_a_limit_at_the_fair_price_within_the_cap(Side side, String fair, String limit) {
        EntryFollowing.Decision decision =
                EntryFollowing.decide(waiting(side), fair(side, fair, WriteSession.OPEN), Worlds.SETTINGS, 25);
        assertThat(decision.tooFar().isPresent()).isEqualTo(limit.equals("far"));
        if (limit.startsWith("1")) {
            assertThat(decision.writes()).extracting(Worlds::text).containsExactly("entry.convert t0k1e1 100 " + limit);
        } else {
            assertThat(decision.writes()).isEmpty();
        }
    }

    @Test
    void a_chased_entry_moves_toward_the_market_only_by_a_tick_or_more_and_keeps_its_whole_quantity() {
        LegOrder chasing = leg(1, LegKind.ENTRY, 1, 0, OrderTerms.limit(100, rupees("1503")), 40, LegState.PARTIAL);
        ManagedOrder order = waiting(Side.BUY).withLegOrder(chasing);
        assertThat(EntryFollowing.isChasing(order)).isTrue();
        assertThat(entries(order, fair(Side.BUY, "1503.04", WriteSession.OPEN))).isEmpty();
        assertThat(entries(order, fair(Side.BUY, "1502.00", WriteSession.OPEN))).isEmpty();
        assertThat(entries(order, fair(Side.BUY, "1503.05", WriteSession.OPEN)))
                .containsExactly("entry.follow t0k1e1 100 1503.05");
    }

    @Test
    void no_entry_is_followed_out_of_time_when_ended_triggered_busy_or_at_its_cap() {
        Market open = fair(Side.BUY, "1503", WriteSession.OPEN);
        assertThat(entries(waiting(Side.BUY), fair(Side.BUY, "1503", WriteSession.NO_ENTRIES)))
                .isEmpty();
        assertThat(entries(waiting(Side.BUY).withEntryEnded(), open)).isEmpty();
        assertThat(entries(waiting(Side.BUY).withState(OrderState.FROZEN), open))
                .isEmpty();
        assertThat(entries(Worlds.order(1, Side.BUY).withLegOrder(entry(1, 100, 0, LegState.WORKING)), open))
                .isEmpty();
        LegOrder resting = waiting(Side.BUY).of(LegKind.ENTRY).get(0);
        assertThat(entries(waiting(Side.BUY).withLegOrder(resting.withState(LegState.SENT, "")), open))
                .isEmpty();
        assertThat(EntryFollowing.decide(waiting(Side.BUY), open, Worlds.SETTINGS, 2)
                        .writes())
                .isEmpty();
    }

    @ParameterizedTest(name = "fair {0}, {1} s old, last {2}: usable {3}")
    @CsvSource({
        "1500, 0, 1500, true",
        "1500, 120, 1500, true",
        "1500, 121, 1500, false",
        "1575, 0, 1500, true",
        "1575.05, 0, 1500, false",
        "1425, 0, 1500, true",
        "1424.95, 0, 1500, false",
        "0, 0, 1500, false",
        "-1, 0, 1500, false",
        "9999, 0, , true"
    })
    void a_fair_price_counts_if_it_is_positive_young_and_near(
            String price, int age, @Nullable String last, boolean usable) {
        FairPrice fair =
                new FairPrice(Worlds.RELIANCE, rupees(price), null, Worlds.NOW.minus(Duration.ofSeconds(age)), "test");
        Market market =
                new Market(Worlds.reliance(), last == null ? null : rupees(last), fair, WriteSession.OPEN, Worlds.NOW);
        assertThat(market.usableFair(Side.BUY, Worlds.SETTINGS).isPresent()).isEqualTo(usable);
        assertThat(market.whyFairIsUnusable(Side.BUY, Worlds.SETTINGS).isPresent())
                .isEqualTo(!usable);
        assertThat(market.usableFair(Side.SELL, Worlds.SETTINGS))
                .as("there is none, which is no error")
                .isEmpty();
        assertThat(market.whyFairIsUnusable(Side.SELL, Worlds.SETTINGS)).isEmpty();
    }

    private static List<String> stops(ManagedOrder order, Market market, boolean beyondBefore) {
        return StopFollowing.decide(order, market, Worlds.SETTINGS, 25, beyondBefore).stream()
                .map(Worlds::text)
                .toList();
    }

    private static ManagedOrder stopped(LegState state) {
        return filled(Side.BUY).withLegOrder(stop(1, 0, 100, state));
    }

    private static Market sellFair(@Nullable String last, String fair) {
        return market(last, null, fair, WriteSession.OPEN);
    }

    @Test
    void a_stop_that_should_have_filled_becomes_a_limit_at_the_fair_price() {
        assertThat(stops(stopped(LegState.WORKING), sellFair("1481", "1480.05"), false))
                .isEmpty();
        assertThat(stops(stopped(LegState.WORKING), sellFair("1481", "1480.00"), false))
                .containsExactly("sl.convert t0k1s1 100 1480.00");
        assertThat(stops(stopped(LegState.WORKING), sellFair("1481", "1478.58"), false))
                .containsExactly("sl.convert t0k1s1 100 1478.55");
        assertThat(stops(stopped(LegState.MODIFYING), sellFair("1481", "1478.58"), false))
                .isEmpty();
    }

    @Test
    void a_shorts_stop_is_the_mirror() {
        ManagedOrder shorted = filled(Side.SELL)
                .withLegOrder(leg(
                        1,
                        LegKind.SL,
                        1,
                        0,
                        OrderTerms.stopLimit(100, rupees("1520"), rupees("1527.6")),
                        0,
                        LegState.WORKING));
        assertThat(stops(shorted, market("1519", "1521.42", null, WriteSession.OPEN), false))
                .containsExactly("sl.convert t0k1s1 100 1521.45");
        assertThat(stops(shorted, market("1519", "1519.95", null, WriteSession.OPEN), false))
                .isEmpty();
    }

    @Test
    void the_limit_never_lies_beyond_the_slippage_from_the_last_price_nor_outside_the_band() {
        assertThat(stops(stopped(LegState.WORKING), sellFair("1490", "1450"), false))
                .containsExactly("sl.convert t0k1s1 100 1460.20");
        assertThat(stops(stopped(LegState.WORKING), sellFair(null, "1200"), false))
                .containsExactly("sl.convert t0k1s1 100 1300.00");
    }

    @Test
    void a_limit_follows_the_market_down_by_a_tick_or_more_and_never_up() {
        ManagedOrder limited = filled(Side.BUY)
                .withLegOrder(leg(1, LegKind.SL, 1, 0, OrderTerms.limit(100, rupees("1478")), 0, LegState.WORKING));
        assertThat(stops(limited, sellFair("1478", "1479"), false)).isEmpty();
        assertThat(stops(limited, sellFair("1478", "1477.97"), false)).containsExactly("sl.follow t0k1s1 100 1477.95");
        assertThat(stops(limited, sellFair("1478", "1478.00"), false)).isEmpty();
        assertThat(stops(limited, market("1477.95"), false)).containsExactly("sl.follow t0k1s1 100 1448.40");
        assertThat(stops(limited, market("1478"), false)).isEmpty();
        assertThat(stops(limited, market("1490"), false))
                .as("no way back to a stop")
                .isEmpty();
    }

    @Test
    void without_a_fair_price_a_stop_is_moved_when_the_gap_jumped_over_it_or_the_price_stayed_beyond() {
        LegOrder waiting = stop(1, 0, 100, LegState.WORKING);
        BrokerOrder row = Worlds.row(waiting, 0, LegState.WORKING);
        BrokerOrder shown = new BrokerOrder(
                row.brokerOrderId(),
                row.tag(),
                row.instrument(),
                row.side(),
                row.product(),
                row.type(),
                100,
                0,
                null,
                row.limitPrice(),
                row.triggerPrice(),
                LegState.WORKING,
                true,
                "",
                row.createdAt(),
                row.updatedAt());
        ManagedOrder jumped = filled(Side.BUY).withLegOrder(waiting.seen(shown, LegState.WORKING));
        assertThat(stops(jumped, market("1472.55"), false)).containsExactly("sl.convert t0k1s1 100 1443.10");
        assertThat(stops(jumped, market("1472.60"), false)).as("may fill yet").isEmpty();

        assertThat(stops(stopped(LegState.WORKING), market("1479"), false)).isEmpty();
        assertThat(stops(stopped(LegState.WORKING), market("1479"), true))
                .containsExactly("sl.convert t0k1s1 100 1449.45");
        assertThat(stops(stopped(LegState.WORKING), market(null), true)).isEmpty();
    }

    @Test
    void a_limit_of_a_short_follows_the_market_up_by_a_tick_or_more_and_never_down() {
        LegOrder limit = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(100, rupees("1522")), 0, LegState.WORKING);
        ManagedOrder leaving = filled(Side.SELL).withLegOrder(limit);
        assertThat(stops(leaving, market("1519", "1521", null, WriteSession.OPEN), false))
                .isEmpty();
        assertThat(stops(leaving, market("1519", "1522.03", null, WriteSession.OPEN), false))
                .containsExactly("sl.follow t0k1s1 100 1522.05");
        assertThat(stops(leaving, market("1522.05"), false)).containsExactly("sl.follow t0k1s1 100 1552.45");
    }

    @Test
    void at_the_cap_of_modifications_the_stop_is_cancelled_to_be_placed_anew() {
        assertThat(StopFollowing.decide(stopped(LegState.WORKING), sellFair("1481", "1478"), Worlds.SETTINGS, 2, false))
                .extracting(Worlds::text)
                .containsExactly("sl.renew t0k1s1");
    }

    @Test
    void stops_of_closed_sessions_closed_and_frozen_orders_are_left() {
        Market closed = market("1481", null, "1478", WriteSession.CLOSED);
        assertThat(stops(stopped(LegState.WORKING), closed, false)).isEmpty();
        Market open = sellFair("1481", "1478");
        assertThat(stops(stopped(LegState.WORKING).withExternalExit(100), open, false))
                .isEmpty();
        assertThat(stops(stopped(LegState.WORKING).withState(OrderState.FROZEN), open, false))
                .isEmpty();
    }

    private static SingleExit.Decision single(LegOrder exit, String last, int turns) {
        return SingleExit.decide(filled(Side.BUY).withLegOrder(exit), market(last), 25, () -> turns);
    }

    @Test
    void a_single_exit_of_a_short_turns_at_the_target_and_back_above_it() {
        OrderTerms waits = OrderTerms.stopLimit(100, rupees("1520"), rupees("1527.60"));
        LegOrder waiting = leg(1, LegKind.SL, 1, 0, waits, 0, LegState.WORKING);
        LegOrder atTarget = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(100, rupees("1460")), 0, LegState.WORKING);
        ManagedOrder held = filled(Side.SELL);
        assertThat(SingleExit.decide(held.withLegOrder(waiting), market("1460"), 25, () -> 2)
                        .writes())
                .extracting(Worlds::text)
                .containsExactly("sl.to-target t0k1s1 100 1460.00");
        assertThat(SingleExit.decide(held.withLegOrder(atTarget), market("1460"), 25, () -> 0)
                        .isClaimed())
                .isTrue();
        assertThat(SingleExit.decide(held.withLegOrder(atTarget), market("1460.05"), 25, () -> 0)
                        .writes())
                .extracting(Worlds::text)
                .containsExactly("sl.back-to-stop t0k1s1 100 at 1520.00 1527.60");
    }

    @Test
    void a_single_exit_turns_at_the_target_and_back_below_it() {
        LegOrder waiting = stop(1, 0, 100, LegState.WORKING);
        LegOrder atTarget = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(100, rupees("1540")), 0, LegState.WORKING);
        assertThat(single(waiting, "1539.95", 2).isClaimed()).isFalse();
        assertThat(single(waiting, "1540", 2).writes())
                .extracting(Worlds::text)
                .containsExactly("sl.to-target t0k1s1 100 1540.00");
        assertThat(single(waiting, "1540", 0).isClaimed()).isFalse();
        assertThat(single(atTarget, "1540", 0).writes()).isEmpty();
        assertThat(single(atTarget, "1540", 0).isClaimed()).isTrue();
        assertThat(single(atTarget, "1539.95", 0).writes())
                .extracting(Worlds::text)
                .containsExactly("sl.back-to-stop t0k1s1 100 at 1480.00 1472.60");
        assertThat(single(atTarget, "1480", 0).isClaimed())
                .as("left to the market exit")
                .isFalse();
        LegOrder leaving = leg(1, LegKind.SL, 1, 0, OrderTerms.limit(100, new BigDecimal("1450")), 0, LegState.WORKING);
        assertThat(single(leaving, "1500", 2).isClaimed())
                .as("an exit is no target")
                .isFalse();
    }
}
