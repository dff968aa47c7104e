package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.connection.ConnectResult;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Product;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeOrder;
import io.ordermonitor.testkit.InMemoryConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next morning of a carried position, and connections that come, go and come again. */
class MorningsTest {
    @Test
    void a_carried_position_gets_its_stop_as_the_session_opens_without_anybody_connected() {
        try (MarketDay day = MarketDay.served("2026-11-25T14:00:00")) {
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "a");
            day.until("2026-11-25T20:00:00");
            day.forgetTheDay(MarketDay.FUTURE, Product.NRML, MarketDay.LOT);
            day.until("2026-11-26T08:00:00");
            day.restart();
            day.until("2026-11-26T09:14:59.999");
            assertThat(day.readsBetween("2026-11-25T15:50:00", "2026-11-26T09:15:00"))
                    .isEmpty();
            day.until("2026-11-26T09:30:00");

            assertThat(day.writesFrom("2026-11-26T00:00:00"))
                    .extracting(BrokerCall::kind)
                    .as("the stop, then the target, and nothing else")
                    .containsExactly(Kind.PLACE, Kind.PLACE);
            assertThat(day.writesFrom("2026-11-26T00:00:00").get(0)).satisfies(stop -> {
                assertThat(stop.tag()).isEqualTo(day.at(id, LegKind.SL).tag());
                assertThat(stop.startedAt())
                        .isBetween(MarketDay.india("2026-11-26T09:15:00"), MarketDay.india("2026-11-26T09:15:06"));
            });
            assertThat(day.toldFrom("2026-11-26T00:00:00")).isEmpty();
            assertThat(day.raised()).isEmpty();
        }
    }

    @Test
    void a_day_stop_that_died_over_night_is_expired_and_placed_anew_once() {
        try (MarketDay day = MarketDay.served("2026-11-25T14:00:00")) {
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "a");
            day.until("2026-11-25T15:39:59");
            day.at(id, LegKind.SL).expire();
            day.at(id, LegKind.TP).expire();
            day.until("2026-11-25T16:00:00");
            assertThat(day.order(id).of(LegKind.SL))
                    .as("the closing cycle books what has died, and places nothing")
                    .extracting(LegOrder::state)
                    .containsExactly(LegState.EXPIRED);
            day.until("2026-11-25T20:00:00");
            day.forgetTheDay(MarketDay.FUTURE, Product.NRML, MarketDay.LOT);
            day.until("2026-11-26T15:00:00");

            assertThat(day.order(id).of(LegKind.SL))
                    .extracting(LegOrder::state)
                    .containsExactly(LegState.EXPIRED, LegState.WORKING);
            assertThat(day.writesFrom("2026-11-25T15:39:59"))
                    .hasSize(2)
                    .allSatisfy(call -> assertThat(call.startedAt())
                            .isBetween(MarketDay.india("2026-11-26T09:15:00"), MarketDay.india("2026-11-26T09:15:06")));
        }
    }

    @Test
    void an_entry_of_the_day_before_is_cancelled_without_a_word_to_the_broker_whose_ids_begin_anew() {
        try (MarketDay day = MarketDay.served("2026-11-25T15:20:00")) {
            long id = day.submitted(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "a"));
            day.until("2026-11-25T15:22:00");
            assertThat(day.order(id).of(LegKind.ENTRY))
                    .extracting(LegOrder::state)
                    .containsExactly(LegState.WORKING);
            day.until("2026-11-26T09:10:00");
            day.forgetTheDay(MarketDay.FUTURE, Product.NRML, 0);

            assertThat(day.cancel(id)).isInstanceOf(SubmitResult.Submitted.class);
            day.until("2026-11-26T09:30:00");
            assertThat(day.writesFrom("2026-11-26T00:00:00")).isEmpty();
            assertThat(day.order(id).state()).isEqualTo(OrderState.ENTRY_CANCELLED);
        }
    }

    @Test
    void a_connection_is_taken_from_the_first_instant_of_its_hours_and_before_it_told_when() {
        try (MarketDay day = MarketDay.watched("2026-11-23T09:25:59.999")) {
            InMemoryConnection early = new InMemoryConnection("early");
            ConnectResult refused = day.connect(early);

            assertThat(refused).isInstanceOfSatisfying(ConnectResult.ConnectionRejected.class, rejected -> {
                assertThat(rejected.code()).isEqualTo(4423);
                assertThat(rejected.retryAt()).isEqualTo("2026-11-23T03:56:00Z");
                assertThat(rejected.retryAfterMs()).isBetween(1L, 5_001L);
            });
            assertThat(early.closed())
                    .hasValueSatisfying(closed -> assertThat(closed.code()).isEqualTo(4423));
            assertThat(early.messages(Message.ConnectionEstablished.class)).isEmpty();
            day.until("2026-11-23T09:26:00");
            assertThat(day.connect(new InMemoryConnection("tab"))).isInstanceOf(ConnectResult.Connected.class);
        }
    }

    @Test
    void a_tab_that_reloads_every_fifty_seconds_has_its_cycle_every_sixty() {
        try (MarketDay day = MarketDay.watched("2026-11-23T10:00:00")) {
            List<Message.ConnectionEstablished> hellos = new ArrayList<>();
            for (int load = 0; load < 30; load++) {
                InMemoryConnection tab = new InMemoryConnection("load " + load);
                ConnectResult.Connected taken = (ConnectResult.Connected) day.connect(tab);
                hellos.addAll(tab.messages(Message.ConnectionEstablished.class));
                day.time.advance(Duration.ofMillis(49_500));
                day.time.call(() -> day.monitor().webSockets().disconnect(taken.connectionId(), MarketDay.USER));
                day.time.advance(Duration.ofMillis(500));
            }
            List<Instant> cycles = day.cyclesBetween("2026-11-23T10:00:00", "2026-11-23T10:25:00");

            assertThat(cycles).hasSize(25);
            for (int i = 1; i < cycles.size(); i++) {
                assertThat(Duration.between(cycles.get(i - 1), cycles.get(i)))
                        .as("cycle %s", i)
                        .isBetween(Duration.ofSeconds(60), Duration.ofMillis(60_500));
            }
            assertThat(hellos)
                    .hasSize(30)
                    .allSatisfy(hello -> assertThat(hello.nextCycleInMs()).isLessThanOrEqualTo(60_000));
        }
    }

    @Test
    void a_closed_lid_does_not_end_the_protection_of_who_is_monitored_while_exposed() {
        try (MarketDay day = MarketDay.served("2026-11-23T10:00:00")) {
            ConnectResult.Connected tab = (ConnectResult.Connected) day.connect(new InMemoryConnection("tab"));
            long id = day.submitted(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "a"));
            FakeOrder entry = day.at(id, LegKind.ENTRY);
            entry.fill(30, "1500.00");
            day.until("2026-11-23T10:05:30");
            day.time.call(() -> day.monitor().webSockets().disconnect(tab.connectionId(), MarketDay.USER));
            day.until("2026-11-23T10:10:30");
            day.broker().mute(true);
            entry.fill("1500.00");
            day.until("2026-11-23T10:11:31");

            assertThat(day.at(id, LegKind.SL).row().quantity()).isEqualTo(MarketDay.LOT);
            assertThat(day.monitor().loops().isMonitored(MarketDay.USER)).isTrue();
            assertThat(day.raised()).isEmpty();
            day.at(id, LegKind.SL).fill("1479.00");
            day.until("2026-11-23T10:14:00");
            assertThat(day.monitor().loops().isMonitored(MarketDay.USER))
                    .as("he is flat, and nobody is there")
                    .isFalse();
            assertThat(day.broker().live()).isEmpty();
        }
    }

    @Test
    void a_closed_lid_ends_the_loop_of_who_is_monitored_while_connected_with_an_alarm_until_he_is_back() {
        try (MarketDay day = MarketDay.watched("2026-11-23T10:00:00")) {
            ConnectResult.Connected tab = (ConnectResult.Connected) day.connect(new InMemoryConnection("tab"));
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "a");
            day.until("2026-11-23T10:05:30");
            day.time.call(() -> day.monitor().webSockets().disconnect(tab.connectionId(), MarketDay.USER));
            day.time.settle();

            assertThat(day.events)
                    .filteredOn(MonitorEvent.LoopEnded.class::isInstance)
                    .containsExactly(new MonitorEvent.LoopEnded(
                            MarketDay.USER, MarketDay.india("2026-11-23T10:05:30"), "nobody is connected", true));
            assertThat(day.raised()).extracting(Alarm::code).containsExactly(Code.LOOP_ENDED_EXPOSED);
            day.until("2026-11-23T10:30:00");
            assertThat(day.cyclesBetween("2026-11-23T10:05:30", "2026-11-23T10:30:00"))
                    .isEmpty();
            assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
            day.connect("tab again");
            day.until("2026-11-23T10:31:01");
            assertThat(day.cyclesBetween("2026-11-23T10:30:00", "2026-11-23T10:31:00"))
                    .isNotEmpty();
            assertThat(day.alarms()).isEmpty();
        }
    }

    @Test
    void who_submits_before_the_hours_of_connections_has_cycles_from_then_on() {
        try (MarketDay day = MarketDay.served("2026-11-25T16:00:00")) {
            day.connect("tab over night");
            day.until("2026-11-26T09:16:00");
            assertThat(day.cyclesBetween("2026-11-25T16:02:00", "2026-11-26T09:16:00"))
                    .isEmpty();
            day.broker().mute(true);
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "a");
            day.until("2026-11-26T09:17:01");

            assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
        }
    }
}
