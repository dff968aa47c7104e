package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.testkit.StorePort;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An alarm: a row, a message when raised, every ten minutes and when cleared, one line of the log. */
class AlarmScenariosTest {
    private final CycleBench bench = new CycleBench();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(AlarmReport.class)).addAppender(log);
    }

    @AfterEach
    void stopListening() {
        ((Logger) LoggerFactory.getLogger(AlarmReport.class)).detachAppender(log);
    }

    private void pause(boolean on) {
        bench.memory.stores().inputs().change(CycleBench.USER, SafetySwitch.PAUSE, SwitchScope.everything(), on);
    }

    /** A position without its stop, for the pause keeps it back. */
    private List<Finding> raised() {
        bench.filled(Entries.buy("k"), "1500.00");
        pause(true);
        return bench.cycle().findings();
    }

    private long errors() {
        return log.list.stream().filter(e -> e.getLevel() == Level.ERROR).count();
    }

    @Test
    void an_alarm_is_a_row_a_message_and_one_line_when_it_is_raised() {
        List<Finding> told = raised();

        assertThat(told)
                .singleElement()
                .satisfies(finding -> assertThat(finding.alarm()).isTrue());
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.code()).isEqualTo(Code.UNPROTECTED);
                    assertThat(row.accountId()).isEqualTo(CycleBench.ACCOUNT);
                    assertThat(row.message()).isEqualTo(told.get(0).message());
                });
        assertThat(bench.report.standing(CycleBench.USER))
                .isEqualTo(bench.memory.stores().alarms().standing(CycleBench.USER));
        assertThat(errors()).isEqualTo(1);
    }

    @Test
    void a_standing_alarm_is_told_every_ten_minutes_and_logged_once() {
        raised();
        for (int minute = 1; minute <= 30; minute++) {
            assertThat(bench.cycle().findings()).as("minute %s", minute).hasSize(minute % 10 == 0 ? 1 : 0);
        }

        assertThat(errors()).isEqualTo(1);
    }

    @Test
    void an_alarm_is_told_when_it_is_over_and_its_row_says_since_when() {
        raised();
        pause(false);
        List<Finding> told = bench.cycle().findings();

        assertThat(told).singleElement().satisfies(finding -> {
            assertThat(finding.alarm()).isTrue();
            assertThat(finding.message()).startsWith("Over: ");
        });
        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
        assertThat(bench.memory.stores().alarms().newest(CycleBench.USER, Code.UNPROTECTED))
                .map(Alarm::cleared)
                .contains(bench.time.instant());
    }

    @Test
    void alarms_that_stand_are_known_to_the_next_process_before_its_first_cycle() {
        raised();
        bench.restart();

        assertThat(bench.report.standing(CycleBench.USER)).hasSize(1);
    }

    @Test
    void an_alarm_that_could_not_be_stored_is_told_all_the_same_and_stored_later() {
        bench.memory.faults().failNext(StorePort.ALARMS);
        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
        bench.cycle();
        bench.filled(Entries.buy("k"), "1500.00");
        pause(true);
        bench.memory.faults().failNext(StorePort.ALARMS);
        assertThat(bench.cycle().findings()).hasSize(1);
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).isEmpty();
        bench.cycle();

        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).hasSize(1);
    }

    @Test
    void the_alarm_of_a_loop_that_ended_exposed_is_over_with_the_next_cycle_that_begins() {
        Instant at = bench.time.instant().plusSeconds(60);
        bench.report.raise(new Alarm(CycleBench.USER, 0, 0, Code.LOOP_ENDED_EXPOSED, "nobody follows him", at, null));
        assertThat(errors()).isEqualTo(1);
        bench.cycle();
        assertThat(bench.report.standing(CycleBench.USER))
                .as("that cycle began before the loop had ended")
                .hasSize(1);
        bench.cycle();

        assertThat(bench.report.standing(CycleBench.USER)).isEmpty();
        assertThat(bench.memory.stores().alarms().standing(CycleBench.USER)).isEmpty();
    }
}
