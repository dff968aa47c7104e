package io.ordermonitor.loop;

import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.internal.Workers;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What loops work with.
 *
 * @param clock the market clock
 * @param timers timers of the market clock; a timer only hands over to the workers
 * @param listener is told what happens; what it throws changes nothing
 */
public record LoopParts(
        Clock clock,
        ScheduledExecutorService timers,
        Workers workers,
        TradingHours hours,
        LoopSettings settings,
        UserCycles cycles,
        Audience audience,
        MonitorLease lease,
        MonitorListener listener,
        ExposedEnd exposedEnd) {
    public LoopParts {
        listener = listener.guarded();
    }
}
