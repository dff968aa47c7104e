package io.ordermonitor.event;

/**
 * Is told what happened, for metrics, logs and alerts. Called on the thread on which it happened: must be quick,
 * must not block; what it throws is logged and ignored.
 */
@FunctionalInterface
public interface MonitorListener {
    /** Hears nothing. */
    MonitorListener NONE = event -> {};

    /** Something happened. */
    void on(MonitorEvent event);

    /** This listener with what it throws logged and ignored. */
    default MonitorListener guarded() {
        return new GuardedListener(this);
    }
}
