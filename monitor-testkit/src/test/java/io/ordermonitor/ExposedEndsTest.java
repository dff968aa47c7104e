package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.step.AlarmReport;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said and kept when a loop ends while its user is exposed. */
class ExposedEndsTest {
    private static final long USER = 7;

    private final VirtualTime time = VirtualTime.at("2026-11-23T10:00:00");
    private final Stores stores = InMemoryStores.empty().stores();
    private final AlarmReport alarms = new AlarmReport(stores.alarms(), MonitorListener.NONE);
    private final List<Message> told = new ArrayList<>();

    @AfterEach
    void stop() {
        time.shutdownNow();
    }

    private ExposedEnds ends(boolean takenUpAgain) {
        return new ExposedEnds(
                alarms, Workers.on(time, 1), time, time, (user, message) -> told.add(message), takenUpAgain);
    }

    private List<Alarm> standing() {
        return stores.alarms().standing(USER);
    }

    @Test
    void an_exposed_end_is_an_alarm_that_is_stored_shown_and_told_every_ten_minutes() {
        ends(true).ended(USER, time.instant(), "outside trading hours");
        time.advance(Duration.ofSeconds(1));
        assertThat(standing()).extracting(Alarm::code).containsExactly(Code.LOOP_ENDED_EXPOSED);
        assertThat(alarms.standing(USER)).isEqualTo(standing());
        assertThat(told).hasSize(1);
        time.advance(Duration.ofMinutes(20));

        assertThat(told)
                .hasSize(3)
                .allSatisfy(message -> assertThat(((Message.MonitoringErrors) message)
                                .findings()
                                .get(0)
                                .alarm())
                        .isTrue());
    }

    @Test
    void the_end_of_a_process_that_takes_nobody_up_again_is_an_alarm() {
        ExposedEnds ends = ends(false);
        ends.closing();
        ends.ended(USER, time.instant(), "shutdown");
        time.advance(Duration.ofSeconds(1));

        assertThat(standing()).hasSize(1);
    }

    @Test
    void the_end_of_a_process_that_takes_him_up_again_is_none() {
        ExposedEnds ends = ends(true);
        ends.closing();
        ends.ended(USER, time.instant(), "shutdown");
        time.advance(Duration.ofMinutes(11));

        assertThat(standing()).isEmpty();
        assertThat(told).isEmpty();
    }
}
