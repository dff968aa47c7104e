package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Coverage;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.testkit.InMemoryStores;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stops at or beyond the market and outside the price band, and bare positions about which a person does something. */
class StopsThatCannotWorkTest {
    private static final SwitchScope ALL = SwitchScope.everything();

    private final InMemoryStores memory = InMemoryStores.empty();
    private final PaperDay day = new PaperDay(memory.stores());

    @AfterEach
    void stop() {
        day.close();
    }

    private static NewManagedOrder terms(
            long user, Side side, OrderType type, String stop, @Nullable String target, String key) {
        return new NewManagedOrder(
                user,
                user,
                PaperDay.SHARE,
                side,
                Product.MIS,
                100,
                type,
                null,
                type == OrderType.MARKET ? null : new BigDecimal(side == Side.BUY ? "2500.00" : "2499.80"),
                new BigDecimal(stop),
                null,
                target == null ? null : new BigDecimal(target),
                "mine",
                null,
                key);
    }

    private SubmitResult submit(NewManagedOrder terms) {
        return day.time.call(() -> day.monitor.orders().submit(terms));
    }

    private long opened(NewManagedOrder terms) {
        SubmitResult result = submit(terms);
        assertThat(result).isInstanceOf(SubmitResult.Submitted.class);
        long id = ((SubmitResult.Submitted) result).order().id();
        day.time.advance(Duration.ofSeconds(25));
        return id;
    }

    private String refused(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Refused.class);
        return ((SubmitResult.Refused) result).reason();
    }

    private SubmitResult amend(long id, String stop, @Nullable String target) {
        BigDecimal to = target == null ? null : new BigDecimal(target);
        return day.time.call(() -> day.monitor.orders().amend(id, new BigDecimal(stop), to));
    }

    private static String said(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Submitted.class);
        return ((SubmitResult.Submitted) result).said();
    }

    private ManagedOrder order(long id) {
        return day.time.call(() -> day.monitor.orders().order(id)).orElseThrow();
    }

    private int attempts(long id) {
        return order(id).of(LegKind.SL).size();
    }

    /** The exchange keeps a band of which the instrument table says nothing that could be believed today. */
    private void forgetTheBand() {
        Instrument known = memory.stores().instruments().of("paper").get(0);
        memory.stores()
                .instruments()
                .save(
                        "paper",
                        List.of(new Instrument(
                                known.id(),
                                known.symbol(),
                                known.tick(),
                                known.lotSize(),
                                known.freezeQuantity(),
                                known.multiplier(),
                                BigDecimal.ONE,
                                new BigDecimal("10000.00"),
                                Instant.EPOCH)));
    }

    /** A position whose stop the exchange refuses, just after the sixth attempt: the next comes a minute later. */
    private long bare() {
        forgetTheBand();
        long id = opened(terms(1, Side.BUY, OrderType.LIMIT, "2240.00", "2550.00", "k"));
        for (int second = 0; second < 600 && attempts(id) < 6; second++) {
            day.time.advance(Duration.ofSeconds(1));
        }
        day.time.advance(Duration.ofSeconds(8));
        assertThat(order(id).of(LegKind.SL)).hasSize(6).allMatch(leg -> leg.state() == LegState.REJECTED);
        assertThat(day.live(1, OrderType.STOPLIMIT)).isEmpty();
        return id;
    }

    private List<Code> alarms() {
        return memory.stores().alarms().standing(1).stream().map(Alarm::code).toList();
    }

    @Test
    void an_entry_that_would_be_sold_as_soon_as_it_fills_is_refused_once_the_price_is_known() {
        long first = opened(terms(1, Side.BUY, OrderType.LIMIT, "2480.00", "2550.00", "k"));
        String why = refused(submit(terms(1, Side.BUY, OrderType.MARKET, "2499.90", null, "m")));
        assertThat(why)
                .startsWith("slStopPrice 2499.90 is not below the last price 2499.90 of RELIANCE, read at 2020-01-03T");
        refused(submit(terms(1, Side.BUY, OrderType.LIMIT, "2499.95", null, "l")));
        refused(submit(terms(1, Side.SELL, OrderType.MARKET, "2499.90", null, "s")));
        assertThat(memory.orders(1)).extracting(ManagedOrder::id).containsExactly(first);
        assertThat(submit(terms(2, Side.BUY, OrderType.MARKET, "2510.00", null, "other")))
                .as("of user 2's account no price is known")
                .isInstanceOf(SubmitResult.Submitted.class);
        assertThat(submit(terms(1, Side.BUY, OrderType.MARKET, "2499.85", null, "fits")))
                .isInstanceOf(SubmitResult.Submitted.class);
    }

    @Test
    void an_amendment_that_would_sell_at_once_is_refused_and_one_that_would_not_moves_the_stop() {
        long id = opened(terms(1, Side.BUY, OrderType.LIMIT, "2480.00", "2550.00", "k"));
        assertThat(refused(amend(id, "2499.90", "2550.00")))
                .startsWith("order " + id + ": slStopPrice 2499.90 is not below the last price 2499.90 of RELIANCE")
                .contains("or close the order now ('order exit')");
        assertThat(order(id).terms().slStopPrice()).isEqualByComparingTo("2480.00");
        assertThat(said(amend(id, "2499.85", "2550.00"))).isEmpty();
        day.time.advance(Duration.ofSeconds(10));
        assertThat(day.live(1, OrderType.STOPLIMIT))
                .singleElement()
                .satisfies(row -> assertThat(row.triggerPrice()).isEqualByComparingTo("2499.85"));
    }

    @Test
    void a_price_that_was_read_long_ago_refuses_nothing() {
        long id = opened(terms(1, Side.BUY, OrderType.LIMIT, "2480.00", "2550.00", "k"));
        day.exchange.setNeedsLogin(1, true);
        day.time.advance(Duration.ofSeconds(90));
        refused(amend(id, "2499.95", "2550.00"));
        day.time.advance(Duration.ofSeconds(60));
        said(amend(id, "2499.95", "2550.00"));
    }

    @Test
    void stops_and_targets_outside_the_band_are_refused_and_stops_at_its_edges_are_placed() {
        assertThat(refused(submit(terms(1, Side.BUY, OrderType.LIMIT, "2249.95", null, "k"))))
                .isEqualTo("slStopPrice 2249.95 lies outside the price band of RELIANCE, 2250.00 to 2750.00 (of"
                        + " 2020-01-03): the exchange would refuse it; give a price within");
        assertThat(refused(submit(terms(1, Side.BUY, OrderType.LIMIT, "2480.00", "2750.05", "k"))))
                .startsWith("targetPrice 2750.05 lies outside");

        long low = opened(terms(1, Side.BUY, OrderType.LIMIT, "2250.00", "2750.00", "low"));
        long high = opened(terms(2, Side.SELL, OrderType.LIMIT, "2750.00", "2250.00", "high"));
        assertThat(day.live(1, OrderType.STOPLIMIT)).singleElement().satisfies(row -> rests(row, "2250.00"));
        assertThat(day.live(2, OrderType.STOPLIMIT)).singleElement().satisfies(row -> rests(row, "2750.00"));
        assertThat(day.live(1, OrderType.LIMIT))
                .as("the target at the other edge")
                .hasSize(1);
        assertThat(refused(amend(low, "2249.95", "2750.00"))).startsWith("order " + low + ": slStopPrice 2249.95");
        assertThat(refused(amend(high, "2750.05", "2250.00"))).startsWith("order " + high + ": slStopPrice 2750.05");
    }

    private static void rests(BrokerOrder row, String at) {
        assertThat(row.triggerPrice()).isEqualByComparingTo(at);
        assertThat(row.limitPrice()).as("the limit does not leave the band").isEqualByComparingTo(at);
    }

    @Test
    void a_bare_position_is_tried_in_the_cycle_that_its_amendment_asks_for() {
        long id = bare();
        assertThat(alarms()).containsExactly(Code.UNPROTECTED);
        assertThat(said(amend(id, "2480.00", "2550.00")))
                .isEqualTo("its stop-loss is not placed yet: 100 open units have no live one; the next cycle, asked for"
                        + " at once, looks at it");
        day.time.advance(Duration.ofSeconds(7));
        assertThat(day.live(1, OrderType.STOPLIMIT)).hasSize(1);
        day.time.advance(Duration.ofSeconds(60));
        assertThat(alarms()).isEmpty();
    }

    @Test
    void an_amendment_that_does_not_help_neither_ends_the_alarm_nor_shortens_the_waits_after_it() {
        long id = bare();
        amend(id, "2245.00", "2550.00");
        day.time.advance(Duration.ofSeconds(7));
        assertThat(attempts(id)).isEqualTo(7);
        assertThat(alarms()).containsExactly(Code.UNPROTECTED);
        day.time.advance(Duration.ofSeconds(45));
        assertThat(attempts(id)).isEqualTo(7);
        day.time.advance(Duration.ofSeconds(75));
        assertThat(attempts(id)).isEqualTo(8);
        assertThat(alarms()).containsExactly(Code.UNPROTECTED);
    }

    @Test
    void a_bare_position_is_tried_as_soon_as_its_pause_is_lifted() {
        long id = bare();
        day.monitor.safety().pause(1, ALL);
        day.time.advance(Duration.ofSeconds(2));
        day.monitor.safety().resume(1, ALL);
        day.time.advance(Duration.ofSeconds(7));
        assertThat(attempts(id)).isEqualTo(7);
        day.time.advance(Duration.ofSeconds(45));
        assertThat(attempts(id)).as("once").isEqualTo(7);
    }

    @Test
    void a_bare_position_is_tried_as_soon_as_its_pause_is_lifted_by_another_program_that_signals_it() {
        long id = bare();
        pause(SwitchScope.account(1), true);
        day.time.advance(Duration.ofSeconds(10));
        pause(SwitchScope.account(1), false);
        day.time.advance(Duration.ofSeconds(7));
        assertThat(attempts(id)).isEqualTo(7);
    }

    @Test
    void what_another_pause_keeps_is_not_tried_when_one_is_lifted() {
        long id = bare();
        day.monitor.safety().pause(1, SwitchScope.strategy("mine"));
        day.monitor.safety().pause(1, ALL);
        day.time.advance(Duration.ofSeconds(70));
        day.monitor.safety().resume(1, ALL);
        day.time.advance(Duration.ofSeconds(70));
        assertThat(attempts(id)).isEqualTo(6);
    }

    private void pause(SwitchScope scope, boolean on) {
        memory.stores().inputs().change(1, SafetySwitch.PAUSE, scope, on);
        day.monitor.requested(1);
    }

    @Test
    void what_is_stored_of_an_order_tells_at_any_moment_whether_it_is_protected() {
        forgetTheBand();
        submit(terms(1, Side.BUY, OrderType.LIMIT, "2480.00", "2550.00", "k"));
        for (int tenth = 0; tenth < 300; tenth++) {
            day.time.advance(Duration.ofMillis(100));
            ManagedOrder stored = memory.orders(1).get(0);
            boolean live =
                    stored.of(LegKind.SL).stream().anyMatch(leg -> leg.state().isLive() && taken(leg));
            assertThat(Coverage.flagsNow(stored).contains(Flag.UNPROTECTED))
                    .as("open %s at %s", stored.open(), day.time.instant())
                    .isEqualTo(stored.open() > 0 && !live);
        }
        assertThat(memory.orders(1).get(0).open()).isEqualTo(100);
        long id = bareOf(2);
        ManagedOrder stored = memory.restart().orders(2).get(0);
        assertThat(stored.id()).isEqualTo(id);
        assertThat(Coverage.flagsNow(stored)).contains(Flag.UNPROTECTED);
    }

    private static boolean taken(LegOrder leg) {
        return leg.brokerOrderId() != null;
    }

    private long bareOf(long user) {
        long id = opened(terms(user, Side.BUY, OrderType.LIMIT, "2240.00", null, "bare"));
        assertThat(order(id).open()).isEqualTo(100);
        return id;
    }
}
