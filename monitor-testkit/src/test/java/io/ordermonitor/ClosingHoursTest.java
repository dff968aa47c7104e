package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.FakeReply;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a trading day: the closing auction of shares, the broker's square-off, the closing cycle. */
class ClosingHoursTest {
    private final MarketDay day = MarketDay.served("2026-11-23T14:00:00");

    @AfterEach
    void close() {
        day.close();
    }

    private int stops(long id) {
        return day.order(id).of(LegKind.SL).size();
    }

    @Test
    void nothing_is_sent_for_a_share_after_its_closing_auction_began() {
        long protectedUntilThen = day.bought(MarketDay.SHARE, Product.CNC, "a");
        long carriedIn = day.submitted(MarketDay.buy(MarketDay.SHARE, Product.CNC, "b"));
        day.until("2026-11-23T15:14:56");
        refuseExits();
        long refused = day.bought(MarketDay.SHARE, Product.CNC, "c");
        day.until("2026-11-23T15:14:59.999");
        assertThat(stops(refused)).isEqualTo(1);
        day.until("2026-11-23T15:15:00");
        day.at(protectedUntilThen, LegKind.SL).cancelByExchange("no stop orders in the auction");
        day.until("2026-11-23T15:20:30");
        day.at(carriedIn, LegKind.ENTRY).fill("1500.00");
        day.until("2026-11-23T15:45:00");

        assertThat(day.writesFrom("2026-11-23T15:15:00")).isEmpty();
        for (long id : new long[] {protectedUntilThen, carriedIn, refused}) {
            assertThat(day.order(id).flags()).containsExactly(Flag.WAITING_FOR_SESSION);
            assertThat(day.toldFrom("2026-11-23T15:15:00"))
                    .filteredOn(told -> told.orderId() == id && told.code() == Code.UNPROTECTED)
                    .singleElement()
                    .satisfies(told -> assertThat(told.message())
                            .contains("65 units wait without a stop-loss for their session to open"));
        }
        assertThat(stops(protectedUntilThen)).isEqualTo(1);
        assertThat(stops(carriedIn)).isZero();
        assertThat(stops(refused)).as("no attempt was made or counted").isEqualTo(1);
        assertThat(day.raised()).isEmpty();
        assertThat(day.readsBetween("2026-11-23T15:35:00", "2026-11-23T15:50:00"))
                .as("the closing cycle of shares comes after the auction, and nothing after it")
                .hasSize(1);
    }

    private void refuseExits() {
        day.broker()
                .answerEvery(
                        call -> call.kind() == Kind.PLACE && call.side() == Side.SELL, FakeReply.refused("RMS: no"));
    }

    @Test
    void an_alarm_about_refused_stops_is_not_said_to_be_over_because_the_session_is() {
        refuseExits();
        long id = day.bought(MarketDay.SHARE, Product.CNC, "a");
        day.until("2026-11-23T15:14:59");
        assertThat(day.alarms()).extracting(Alarm::orderId).containsExactly(id);
        int attempts = stops(id);
        day.until("2026-11-23T15:34:59");

        assertThat(day.alarms()).extracting(Alarm::orderId).containsExactly(id);
        assertThat(day.order(id).flags()).containsExactly(Flag.WAITING_FOR_SESSION);
        assertThat(day.toldFrom("2026-11-23T15:15:00"))
                .as("a reminder every ten minutes")
                .hasSize(2)
                .allMatch(told -> told.alarm() && told.message().contains("for their session to open"));
        assertThat(stops(id)).isEqualTo(attempts);
    }

    private long squaredOff() {
        long id = day.bought(MarketDay.FUTURE, Product.MIS, "a");
        day.until("2026-11-23T15:15:10");
        assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
        day.at(id, LegKind.SL).cancelByExchange("square off");
        day.at(id, LegKind.TP).cancelByExchange("square off");
        return id;
    }

    private void brokerCloses() {
        day.broker()
                .placeForeign(
                        "",
                        MarketDay.FUTURE,
                        Side.SELL,
                        Product.MIS,
                        OrderTerms.limit(MarketDay.LOT, new BigDecimal("1495.00")))
                .fill("1495.00");
    }

    @Test
    void entry_rests_are_cancelled_three_minutes_before_the_square_off_and_live_stops_stay() {
        long id = day.bought(MarketDay.FUTURE, Product.MIS, "a");
        long resting = day.submitted(MarketDay.buy(MarketDay.FUTURE, Product.MIS, "b"));
        long carried = day.submitted(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "c"));
        day.until("2026-11-23T15:11:59");
        assertThat(day.order(resting).live(LegKind.ENTRY)).hasSize(1);
        day.until("2026-11-23T15:15:00");

        assertThat(day.writesFrom("2026-11-23T15:00:00")).singleElement().satisfies(cancel -> {
            assertThat(cancel.kind()).isEqualTo(Kind.CANCEL);
            assertThat(cancel.startedAt())
                    .isBetween(MarketDay.india("2026-11-23T15:12:00"), MarketDay.india("2026-11-23T15:13:00"));
        });
        assertThat(day.order(resting).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(day.order(carried).live(LegKind.ENTRY)).hasSize(1);
        assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
        assertThat(day.toldFrom("2026-11-23T15:00:00")).isEmpty();
    }

    @Test
    void a_position_that_the_broker_squares_off_is_closed_externally_and_gets_no_stop() {
        day.connect("tab");
        long id = squaredOff();
        day.until("2026-11-23T15:17:00");
        assertThat(day.order(id).flags()).contains(Flag.SQUARING_OFF);
        brokerCloses();
        day.until("2026-11-23T15:24:00");

        assertThat(day.writesFrom("2026-11-23T15:00:00")).isEmpty();
        ManagedOrder order = day.order(id);
        assertThat(order.state()).isEqualTo(OrderState.CLOSED_EXTERNALLY);
        assertThat(order.flags()).isEmpty();
        assertThat(day.toldFrom("2026-11-23T15:00:00"))
                .extracting(Finding::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("without a stop-loss while the broker squares off"),
                        second -> assertThat(second).contains("65 units were closed outside the monitor"));
        assertThat(day.raised()).isEmpty();
    }

    @Test
    void what_the_broker_has_not_squared_off_after_ten_minutes_gets_its_stop_and_an_alarm_until_it_is_closed() {
        long id = squaredOff();
        day.until("2026-11-23T15:25:00");
        assertThat(day.writesFrom("2026-11-23T15:00:00")).isEmpty();
        assertThat(day.raised()).isEmpty();
        day.until("2026-11-23T15:26:00");

        assertThat(day.writesFrom("2026-11-23T15:00:00"))
                .extracting(BrokerCall::kind)
                .as("the stop, then the target")
                .containsExactly(Kind.PLACE, Kind.PLACE);
        assertThat(day.order(id).live(LegKind.SL))
                .extracting(LegOrder::remaining)
                .containsExactly(MarketDay.LOT);
        assertThat(day.raised()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(Code.UNPROTECTED);
            assertThat(alarm.orderId()).isEqualTo(id);
            assertThat(alarm.message()).contains("not squared off").contains("65");
        });
        day.until("2026-11-23T15:30:00");
        assertThat(day.alarms()).extracting(Alarm::orderId).containsExactly(id);
        assertThat(day.writesFrom("2026-11-23T15:26:00")).isEmpty();
        day.at(id, LegKind.SL).fill("1479.00");
        day.until("2026-11-23T15:33:00");

        assertThat(day.order(id).state()).isEqualTo(OrderState.CLOSED);
        assertThat(day.alarms()).isEmpty();
    }

    @Test
    void a_stop_that_is_refused_while_the_broker_squares_off_is_tried_again_as_at_any_other_time() {
        long late = day.submitted(MarketDay.buy(MarketDay.FUTURE, Product.MIS, "a"));
        FakeOrder entry = day.at(late, LegKind.ENTRY);
        day.broker()
                .beforeNext(Kind.CANCEL, () -> entry.fill("1500.00"))
                .answerNext(Kind.PLACE, FakeReply.refused("RMS: try again"));
        day.until("2026-11-23T15:14:59");

        assertThat(day.order(late).of(LegKind.SL))
                .extracting(LegOrder::state)
                .containsExactly(LegState.REJECTED, LegState.WORKING);
        assertThat(day.order(late).flags()).isEmpty();
        assertThat(day.toldFrom("2026-11-23T15:12:00"))
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("RMS: try again"))
                .noneMatch(message -> message.contains("squares off"));
    }

    @Test
    void the_closing_cycle_books_the_last_fill_once_and_sends_nothing() {
        long id = day.bought(MarketDay.FUTURE, Product.NRML, "a");
        day.until("2026-11-23T15:39:58");
        day.broker().mute(true);
        day.at(id, LegKind.SL).fill("1479.00");
        day.until("2026-11-23T23:59:00");

        assertThat(day.cyclesBetween("2026-11-23T15:39:58", "2026-11-24T00:00:00"))
                .singleElement()
                .satisfies(closing -> assertThat(closing)
                        .isBetween(MarketDay.india("2026-11-23T15:40:00"), MarketDay.india("2026-11-23T15:41:00")));
        ManagedOrder order = day.order(id);
        assertThat(order.open()).isZero();
        assertThat(order.of(LegKind.SL))
                .singleElement()
                .satisfies(stop -> assertThat(stop.state()).isEqualTo(LegState.FILLED));
        assertThat(day.writesFrom("2026-11-23T15:39:58")).isEmpty();
        assertThat(day.raised()).isEmpty();
    }

    @Test
    void a_closing_cycle_that_could_not_read_is_made_up_for_until_the_last_fill_is_booked() {
        long id = day.bought(MarketDay.FUTURE, Product.NRML, "a");
        day.until("2026-11-23T15:39:58");
        day.broker().mute(true);
        day.at(id, LegKind.SL).fill("1479.00");
        day.broker().outage();
        day.until("2026-11-23T15:42:30");
        assertThat(day.order(id).open()).isEqualTo(MarketDay.LOT);
        day.broker().restore();
        day.until("2026-11-23T15:44:00");

        assertThat(day.order(id).open()).isZero();
        assertThat(day.writesFrom("2026-11-23T15:39:58")).isEmpty();
        day.until("2026-11-23T23:59:00");
        assertThat(day.cyclesBetween("2026-11-23T15:40:00", "2026-11-24T00:00:00"))
                .hasSize(4);
    }

    @Test
    void a_broker_that_stays_away_is_not_asked_all_night() {
        day.bought(MarketDay.FUTURE, Product.NRML, "a");
        day.until("2026-11-23T15:39:58");
        day.broker().outage();
        day.until("2026-11-24T00:00:00");

        assertThat(day.cyclesBetween("2026-11-23T15:40:00", "2026-11-24T00:00:00"))
                .hasSize(10);
    }

    @Test
    void who_trades_a_future_after_the_close_of_his_shares_has_cycles_again() {
        day.bought(MarketDay.SHARE, Product.CNC, "a");
        day.until("2026-11-23T15:36:30");
        day.broker().mute(true);
        long id = day.submitted(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "b"));
        day.until("2026-11-23T15:37:00");
        day.at(id, LegKind.ENTRY).fill("1500.00");
        day.until("2026-11-23T15:38:30");
        assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
        day.until("2026-11-23T15:39:58");
        day.at(id, LegKind.SL).fill("1479.00");
        day.until("2026-11-23T15:42:00");

        assertThat(day.order(id).open())
                .as("booked by a closing cycle of its own")
                .isZero();
        assertThat(day.readsBetween("2026-11-23T15:40:00", "2026-11-23T23:00:00"))
                .hasSize(1);
    }
}
