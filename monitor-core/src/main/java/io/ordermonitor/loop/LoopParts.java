package io.ordermonitor.loop;

import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.internal.Workers;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What loops work with.
 *
 * @param clock the market clock
 * @param timers timers of the market clock; a timer only hands over to the workers
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
    private static final Logger LOG = LoggerFactory.getLogger(LoopParts.class);

    /** Tells the listener; what it throws changes nothing. */
    void publish(MonitorEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener threw user={} event={}", event.userId(), event, e);
        }
    }
}
