package io.ordermonitor.testkit.simulation;

import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The alarms of a day as they were announced. Thread-safe. */
final class StandingAlarms {
    private final Map<Key, Alarm> newest = new HashMap<>();

    private record Key(long accountId, long orderId, Code code) {}

    synchronized void heard(MonitorEvent event) {
        if (event instanceof MonitorEvent.AlarmChanged changed) {
            Alarm alarm = changed.alarm();
            newest.put(new Key(alarm.accountId(), alarm.orderId(), alarm.code()), alarm);
        }
    }

    /** True if an alarm of an order stands, or was raised at or after an instant. */
    synchronized boolean isRaised(long accountId, long orderId, Code code, Instant since) {
        Alarm alarm = newest.get(new Key(accountId, orderId, code));
        return alarm != null && (alarm.cleared() == null || !alarm.since().isBefore(since));
    }

    /** True if any alarm of an order stands. */
    synchronized boolean isStanding(long orderId) {
        return newest.values().stream().anyMatch(alarm -> alarm.orderId() == orderId && alarm.cleared() == null);
    }

    /** True if an alarm of an order, or with 0 of an account as a whole, stands. */
    synchronized boolean isStanding(long accountId, long orderId, Code code) {
        Alarm alarm = newest.get(new Key(accountId, orderId, code));
        return alarm != null && alarm.cleared() == null;
    }

    /** True if any alarm of an account as a whole stands. */
    synchronized boolean isAccountStanding(long accountId) {
        return newest.values().stream()
                .anyMatch(alarm -> alarm.accountId() == accountId && alarm.orderId() == 0 && alarm.cleared() == null);
    }
}
