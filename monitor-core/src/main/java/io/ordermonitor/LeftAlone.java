package io.ordermonitor;

import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Finding;
import io.ordermonitor.step.AlarmReport;
import io.ordermonitor.step.DisabledAccounts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Users all of whose accounts are disabled although something is open or rests there: as no cycle runs that could find it,
 * the alarm is raised here, and told again every ten minutes. The first cycle of an enabled account ends it. Thread-safe.
 *
 * @param audience is given what a user is told
 */
record LeftAlone(AlarmReport alarms, Clock clock, BiConsumer<Long, Message> audience) {
    /** Looks at the desk of a user who has no active account; called by the holder of his write lock. May block. */
    void look(UserDesk desk) {
        for (Finding left : DisabledAccounts.of(desk)) {
            Instant now = clock.instant();
            Alarm alarm = new Alarm(desk.userId(), left.accountId(), 0, left.code(), left.message(), now, null);
            if (alarms.raiseAgain(alarm)) {
                audience.accept(desk.userId(), new Message.MonitoringErrors(List.of(left), now));
            }
        }
    }
}
