package io.ordermonitor.testkit.simulation;

import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.order.Alarm;
import java.util.Optional;

/** The sentences of a day's story about what happened in the process that monitors. */
final class EventTale {
    private EventTale() {}

    /** What happened, in words; empty for what has lines of its own: cycles and writes. */
    static Optional<String> told(MonitorEvent event) {
        String user = "user " + event.userId();
        if (event instanceof MonitorEvent.LoopStarted) {
            return Optional.of("monitoring of " + user + " began");
        }
        if (event instanceof MonitorEvent.LoopEnded ended) {
            return Optional.of("monitoring of " + user + " ended: " + ended.reason()
                    + (ended.exposed() ? ", and something of his is open or working" : ""));
        }
        if (event instanceof MonitorEvent.AlarmChanged change) {
            return Optional.of(told(change.alarm()));
        }
        if (event instanceof MonitorEvent.Connected) {
            return Optional.of("a screen of " + user + " connected");
        }
        return event instanceof MonitorEvent.Disconnected gone
                ? Optional.of("a screen of " + user + " was disconnected: " + gone.reason())
                : Optional.empty();
    }

    private static String told(Alarm alarm) {
        return alarm.cleared() == null ? "ALARM " + alarm.code() + ": " + alarm.message() : over(alarm);
    }

    private static String over(Alarm alarm) {
        return "The alarm " + alarm.code() + (alarm.orderId() == 0 ? "" : " of order " + alarm.orderId()) + " is over.";
    }

    /** True if it is an alarm about an order, which the order's own story has. */
    static boolean isIn(String told, long orderId) {
        boolean raised = told.startsWith("ALARM ") && told.contains(": Order " + orderId + ", ");
        return raised || told.endsWith(" of order " + orderId + " is over.");
    }
}
