package io.ordermonitor.connection;

import io.ordermonitor.event.MonitorListener;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What the manager works with.
 *
 * @param clock the market clock
 * @param timers timers of the market clock
 * @param listener is told what happens; what it throws changes nothing
 * @param random spreads clients that come back, and names epochs; thread-safe
 */
public record ConnectionParts(
        Clock clock,
        ScheduledExecutorService timers,
        ConnectionSettings settings,
        MessageEncoder encoder,
        SnapshotSource snapshots,
        MonitorListener listener,
        RandomGenerator random) {
    public ConnectionParts {
        listener = listener.guarded();
    }
}
