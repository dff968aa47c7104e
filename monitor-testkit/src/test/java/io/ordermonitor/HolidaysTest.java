package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ordermonitor.loop.TradingCalendar;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.loop.WriteRules;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.Product;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.InMemoryConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Days on which the market does not trade, trades at odd hours, or of which nobody knows. */
class HolidaysTest {
    @Test
    void on_a_holiday_nothing_is_read_or_sent_and_a_tab_is_told_when_the_next_cycle_comes() {
        try (MarketDay day = MarketDay.served("2026-11-23T14:00:00")) {
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "k");
            day.until("2026-11-23T20:00:00");
            day.forgetTheDay(MarketDay.FUTURE, Product.NRML, MarketDay.LOT);
            day.until("2026-11-24T10:00:00");
            InMemoryConnection tab = day.connect("tab");
            day.until("2026-11-25T09:14:59.999");

            Message.ConnectionEstablished hello =
                    tab.messages(Message.ConnectionEstablished.class).get(0);
            assertThat(MarketDay.india("2026-11-24T10:00:00").plusMillis(hello.nextCycleInMs()))
                    .isBetween(MarketDay.india("2026-11-25T09:15:00"), MarketDay.india("2026-11-25T09:15:06"));
            assertThat(tab.closed()).isEmpty();
            assertThat(day.cyclesBetween("2026-11-24T00:00:00", "2026-11-25T09:15:00"))
                    .isEmpty();
            assertThat(day.broker().calls())
                    .noneMatch(call -> call.startedAt().isAfter(MarketDay.india("2026-11-24T00:00:00")));
            day.until("2026-11-25T09:15:10");
            assertThat(day.writesFrom("2026-11-24T00:00:00"))
                    .extracting(BrokerCall::kind)
                    .containsExactly(BrokerCall.Kind.PLACE, BrokerCall.Kind.PLACE);
            assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
            assertThat(tab.messages(Message.MonitoringStopped.class))
                    .singleElement()
                    .satisfies(stopped -> assertThat(stopped.retryAt()).isEqualTo("2026-11-25T03:56:00Z"));
            assertThat(day.raised()).isEmpty();
        }
    }

    @Test
    void a_tab_that_is_the_first_to_come_on_a_holiday_is_told_so_at_once() {
        try (MarketDay day = MarketDay.watched("2026-11-24T10:00:00")) {
            InMemoryConnection tab = day.connect("tab");
            Message.ConnectionEstablished hello =
                    tab.messages(Message.ConnectionEstablished.class).get(0);

            assertThat(day.time.instant().plusMillis(hello.nextCycleInMs()))
                    .isBetween(MarketDay.india("2026-11-25T09:26:00"), MarketDay.india("2026-11-25T09:26:06"));
            day.until("2026-11-25T09:26:10");
            assertThat(day.cyclesBetween("2026-11-24T00:00:00", "2026-11-25T09:26:10"))
                    .containsExactly(day.time.instant().minusSeconds(10).plus(sinceOpening(hello)));
        }
    }

    private static Duration sinceOpening(Message.ConnectionEstablished hello) {
        Instant due = hello.timestamp().plusMillis(hello.nextCycleInMs());
        return Duration.between(MarketDay.india("2026-11-25T09:26:00"), due);
    }

    @Test
    void an_unknown_day_is_read_and_told_once_and_a_stop_that_is_due_waits_for_its_session() {
        try (MarketDay day = MarketDay.served("2026-12-31T14:00:00")) {
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "k");
            day.until("2026-12-31T20:00:00");
            day.forgetTheDay(MarketDay.FUTURE, Product.NRML, MarketDay.LOT);
            int legs = day.order(id).legOrders().size();
            day.until("2027-01-01T20:00:00");

            assertThat(day.readsBetween("2027-01-01T09:15:00", "2027-01-01T15:40:00"))
                    .hasSizeBetween(384, 387);
            assertThat(day.writesFrom("2027-01-01T00:00:00")).isEmpty();
            assertThat(day.toldFrom("2027-01-01T00:00:00"))
                    .extracting(Finding::message)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("does not know 2027-01-01"),
                            second -> assertThat(second)
                                    .contains("65 units wait without a stop-loss for their session to open"));
            assertThat(day.order(id).flags()).containsExactly(Flag.WAITING_FOR_SESSION);
            assertThat(day.order(id).legOrders()).hasSize(legs);
            assertThat(day.order(id).of(LegKind.SL))
                    .singleElement()
                    .satisfies(stop -> assertThat(stop.state()).isEqualTo(LegState.EXPIRED));
            assertThat(day.submit(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "other")))
                    .isInstanceOf(SubmitResult.Refused.class);
        }
    }

    /** The calendar that ships, in which somebody has filled in the times of the session of Sunday, November 8. */
    private static TradingHours withMuhurat() {
        try (InputStream in = TradingCalendar.class.getResourceAsStream("nse.csv")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            String filled = text.replace("special,2026-11-08,*,,,", "special,2026-11-08,*,18:15,19:15,");
            assertThat(filled).isNotEqualTo(text);
            return new TradingHours(
                    ZoneId.of("Asia/Kolkata"),
                    LocalTime.of(9, 26),
                    null,
                    null,
                    TradingCalendar.read(new StringReader(filled), "test.csv"),
                    WriteRules.standard());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void on_a_muhurat_evening_orders_are_sent_in_the_session_only() {
        try (MarketDay day = MarketDay.served("2026-11-06T14:00:00", withMuhurat())) {
            long id = day.bought(MarketDay.FUTURE, Product.NRML, "k");
            day.until("2026-11-06T20:00:00");
            day.forgetTheDay(MarketDay.FUTURE, Product.NRML, MarketDay.LOT);
            day.until("2026-11-08T18:14:30");
            InMemoryConnection tab = day.connect("tab");
            assertThat(tab.closed()).isEmpty();
            assertThat(day.submit(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "early")))
                    .isInstanceOfSatisfying(
                            SubmitResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .contains("next session opens at 2026-11-08T12:45:00Z"));
            assertThat(day.writesFrom("2026-11-07T00:00:00")).isEmpty();
            day.until("2026-11-08T18:15:10");

            assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
            assertThat(day.writesFrom("2026-11-07T00:00:00"))
                    .hasSize(2)
                    .allSatisfy(call ->
                            assertThat(call.startedAt()).isAfterOrEqualTo(MarketDay.india("2026-11-08T18:15:00")));
            assertThat(day.submit(MarketDay.buy(MarketDay.FUTURE, Product.NRML, "in time")))
                    .isInstanceOf(SubmitResult.Submitted.class);
            assertThat(day.toldFrom("2026-11-07T00:00:00"))
                    .singleElement()
                    .satisfies(told -> assertThat(told.message()).contains("wait without a stop-loss"));
            day.until("2026-11-09T09:14:59");
            assertThat(MarketDay.closings(tab))
                    .singleElement()
                    .satisfies(closing -> assertThat(closing.timestamp())
                            .isBetween(MarketDay.india("2026-11-08T19:15:00"), MarketDay.india("2026-11-08T19:16:00")));
            assertThat(day.writesFrom("2026-11-08T19:15:00")).isEmpty();
            assertThat(day.cyclesBetween("2026-11-08T19:17:00", "2026-11-09T09:15:00"))
                    .isEmpty();
            assertThat(day.order(id).live(LegKind.SL)).hasSize(1);
        }
    }

    @Test
    void intraday_entries_are_taken_on_a_muhurat_evening_until_half_an_hour_before_its_close() {
        try (MarketDay day = MarketDay.served("2026-11-08T18:20:00", withMuhurat())) {
            assertThat(day.submit(MarketDay.buy(MarketDay.FUTURE, Product.MIS, "in time")))
                    .isInstanceOf(SubmitResult.Submitted.class);
            day.until("2026-11-08T18:45:00");
            assertThat(day.submit(MarketDay.buy(MarketDay.FUTURE, Product.MIS, "late")))
                    .isInstanceOfSatisfying(
                            SubmitResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .contains("NO_ENTRIES")
                                    .contains("next session opens at 2026-11-09T03:45:00Z"));
            day.until("2026-11-08T18:59:00");
            assertThat(day.broker().live())
                    .as("entry rests are cancelled before the broker squares off")
                    .isEmpty();
        }
    }

    @Test
    void the_operator_is_warned_once_a_day_of_a_calendar_that_ends() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger loop = (Logger) LoggerFactory.getLogger("io.ordermonitor.loop");
        loop.addAppender(log);
        try (MarketDay day = MarketDay.served("2026-11-30T15:00:00")) {
            day.bought(MarketDay.FUTURE, Product.NRML, "k");
            day.until("2026-12-02T12:00:00");
        } finally {
            loop.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("trading calendar ends on 2026-12-31"))
                .satisfiesExactly(
                        tuesday -> assertThat(tuesday).contains("in 30 days", "hours.calendar"),
                        wednesday -> assertThat(wednesday).contains("in 29 days"));
    }

    @Test
    void the_operator_is_told_of_a_calendar_that_ended_as_of_an_error() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger loop = (Logger) LoggerFactory.getLogger("io.ordermonitor.loop");
        loop.addAppender(log);
        try (MarketDay day = MarketDay.served("2026-12-31T15:00:00")) {
            day.bought(MarketDay.FUTURE, Product.NRML, "k");
            day.until("2027-01-01T12:00:00");
        } finally {
            loop.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("no stop-loss can be placed on 2027-01-01", "calendar ended on 2026-12-31"));
    }
}
