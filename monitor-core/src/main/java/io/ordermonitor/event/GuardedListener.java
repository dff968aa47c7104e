package io.ordermonitor.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from those who tell it: a stop-loss must not fail because a metric did. */
record GuardedListener(MonitorListener listener) implements MonitorListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    @Override
    public void on(MonitorEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener threw, nothing else is changed by it user={} event={}", event.userId(), event, e);
        }
    }

    @Override
    public MonitorListener guarded() {
        return this;
    }
}
