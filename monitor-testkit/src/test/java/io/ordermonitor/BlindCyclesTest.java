package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.testkit.InMemoryConnection;
import io.ordermonitor.testkit.StorePort;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said when the cycles of an exposed user cannot read what they need, again and again. */
class BlindCyclesTest {
    private FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private List<Alarm> announced() {
        return day.events.stream()
                .filter(e -> e instanceof MonitorEvent.AlarmChanged)
                .map(e -> ((MonitorEvent.AlarmChanged) e).alarm())
                .toList();
    }

    private void opened() {
        day.submit("k");
        day.broker().lastOrder().fill("1500.00");
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.broker().live()).hasSize(2);
    }

    @Test
    void inputs_that_cannot_be_read_for_three_cycles_are_an_alarm_that_the_next_whole_cycle_ends() {
        opened();
        day.memory.faults().outage(StorePort.INPUTS);
        day.time.advance(Duration.ofMinutes(2));
        assertThat(announced()).as("two cycles").isEmpty();
        day.time.advance(Duration.ofMinutes(1));

        assertThat(announced()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(Code.DATABASE);
            assertThat(alarm.message()).contains("user 1 have not been followed for more than 2 cycles");
        });
        assertThat(day.memory.stores().alarms().standing(FakeDay.USER)).hasSize(1);
        assertThat(day.time.call(() -> day.monitor.snapshot(FakeDay.USER)).alarms())
                .hasSize(1);

        day.memory.faults().restore();
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.memory.stores().alarms().standing(FakeDay.USER)).isEmpty();
        assertThat(announced()).hasSize(2).last().matches(alarm -> alarm.cleared() != null);
    }

    @Test
    void the_alarm_is_told_again_every_ten_minutes() {
        InMemoryConnection tab = new InMemoryConnection("tab");
        day.monitor.webSockets().connect(tab, FakeDay.USER);
        opened();
        day.memory.faults().outage(StorePort.INPUTS);
        day.time.advance(Duration.ofMinutes(25));

        assertThat(announced()).hasSize(1);
        assertThat(tab.messages(Message.MonitoringErrors.class))
                .flatExtracting(Message.MonitoringErrors::findings)
                .filteredOn(Finding::alarm)
                .hasSize(3);
    }

    @Test
    void it_is_raised_while_no_store_answers_and_stored_when_one_does() {
        opened();
        day.memory.faults().outage();
        day.time.advance(Duration.ofMinutes(4));
        assertThat(announced()).extracting(Alarm::code).containsExactly(Code.DATABASE);

        day.memory.faults().restore();
        day.time.advance(Duration.ofSeconds(70));
        assertThat(day.memory.stores().alarms().newest(FakeDay.USER, Code.DATABASE))
                .hasValueSatisfying(alarm -> assertThat(alarm.cleared()).isNotNull());
    }

    @Test
    void books_that_cannot_be_stored_for_three_cycles_are_an_alarm() {
        opened();
        day.memory.faults().outage(StorePort.PNL).outage(StorePort.SNAPSHOTS);
        day.time.advance(Duration.ofMinutes(4));

        assertThat(announced()).extracting(Alarm::code).containsExactly(Code.DATABASE);
    }

    @Test
    void of_a_user_who_has_nothing_at_stake_nothing_is_said() {
        day.monitor.startMonitoring(FakeDay.USER);
        day.time.advance(Duration.ofSeconds(70));
        day.memory.faults().outage();
        day.time.advance(Duration.ofMinutes(10));

        assertThat(announced()).isEmpty();
    }

    @Test
    void a_user_whose_orders_were_never_read_may_have_something_at_stake() {
        connectedOnly();
        day.memory.faults().outage(StorePort.ORDERS);
        day.monitor.startMonitoring(FakeDay.USER);
        day.time.advance(Duration.ofMinutes(4));

        assertThat(announced()).extracting(Alarm::code).containsExactly(Code.DATABASE);
    }

    private void connectedOnly() {
        day.close();
        day = new FakeDay(KeepMonitoring.CONNECTED);
    }

    @Test
    void cycles_in_a_row_are_counted_anew_when_another_loop_begins() {
        connectedOnly();
        day.memory.faults().outage(StorePort.ORDERS);
        for (int loop = 1; loop <= 3; loop++) {
            day.monitor.startMonitoring(FakeDay.USER);
            day.time.advance(Duration.ofSeconds(70));
            day.monitor.stopMonitoring(FakeDay.USER);
            day.time.advance(Duration.ofMinutes(5));
            assertThat(day.loopsStarted(FakeDay.USER)).isEqualTo(loop);
        }

        assertThat(announced()).isEmpty();
    }

    @Test
    void the_alarm_ends_when_no_account_is_active_any_more() {
        opened();
        InMemoryConnection tab = new InMemoryConnection("tab");
        day.monitor.webSockets().connect(tab, FakeDay.USER);
        day.memory.faults().outage(StorePort.INPUTS);
        day.time.advance(Duration.ofMinutes(4));
        assertThat(announced()).hasSize(1);
        day.memory.faults().restore();
        day.account(FakeDay.USER, Account.Mode.ARMED, false);
        day.time.advance(Duration.ofMinutes(2));

        assertThat(announced())
                .filteredOn(alarm -> alarm.code() == Code.DATABASE)
                .hasSize(2)
                .last()
                .matches(alarm -> alarm.cleared() != null);
        assertThat(day.memory.stores().alarms().standing(FakeDay.USER))
                .as("what was left at the disabled account")
                .extracting(Alarm::code)
                .containsExactly(Code.ACCOUNT_OUT);
        assertThat(tab.messages(Message.MonitoringErrors.class))
                .flatExtracting(Message.MonitoringErrors::findings)
                .anyMatch(finding -> finding.message().startsWith("Over: "));
    }

    @Test
    void accounts_that_cannot_be_read_have_their_own_alarm_only() {
        opened();
        day.broker().outage();
        day.time.advance(Duration.ofMinutes(6));

        assertThat(announced()).extracting(Alarm::code).containsExactly(Code.ACCOUNT_OUT);
    }
}
