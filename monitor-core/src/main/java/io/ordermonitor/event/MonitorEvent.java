package io.ordermonitor.event;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Intent;
import java.time.Duration;
import java.time.Instant;

/** What happened. */
public sealed interface MonitorEvent {
    /** The user concerned. */
    long userId();

    /** A loop began for a user. */
    record LoopStarted(long userId, Instant at) implements MonitorEvent {}

    /** A user's loop ended. */
    record LoopEnded(long userId, Instant at, String reason, boolean exposed) implements MonitorEvent {}

    /** A cycle ran, by the market clock. */
    record CycleEnded(long userId, long cycle, boolean nudged, Instant startedAt, Duration took, int errors)
            implements MonitorEvent {}

    /** A write to a broker ended. */
    record WriteEnded(long userId, Intent.Settled outcome) implements MonitorEvent {}

    /** An alarm was raised or cleared. */
    record AlarmChanged(long userId, Alarm alarm) implements MonitorEvent {}

    /** A connection was registered. */
    record Connected(long userId, String connectionId) implements MonitorEvent {}

    /** A connection was removed. */
    record Disconnected(long userId, String connectionId, String reason) implements MonitorEvent {}
}
