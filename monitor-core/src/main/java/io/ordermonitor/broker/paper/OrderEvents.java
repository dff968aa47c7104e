package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.order.BrokerOrder;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one account's listeners of changed orders, some time later, in the order of the changes. Thread-safe. */
final class OrderEvents {
    private static final Logger LOG = LoggerFactory.getLogger(OrderEvents.class);

    private final long accountId;
    private final ScheduledExecutorService timers;
    private final Duration delay;
    private final BooleanSupplier connected;
    private final List<Broker.OrderEventListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<BrokerOrder> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock telling = new ReentrantLock();

    /**
     * @param connected asked when an event is due; if false the event is lost
     */
    OrderEvents(long accountId, ScheduledExecutorService timers, Duration delay, BooleanSupplier connected) {
        this.accountId = accountId;
        this.timers = timers;
        this.delay = delay;
        this.connected = connected;
    }

    Broker.Subscription subscribe(Broker.OrderEventListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Has the listeners told; those of one account are called in the order of these calls. */
    void tell(BrokerOrder row) {
        if (listeners.isEmpty()) {
            return;
        }
        waiting.add(row);
        try {
            ScheduledFuture<?> timer = timers.schedule(this::next, delay.toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug("order event due account={} order={} timer={}", accountId, row.brokerOrderId(), timer.isDone());
        } catch (RejectedExecutionException e) {
            LOG.debug("order event lost: timers have ended account={} order={}", accountId, row.brokerOrderId());
        }
    }

    private void next() {
        telling.lock();
        try {
            BrokerOrder row = waiting.poll();
            if (row != null && connected.getAsBoolean()) {
                listeners.forEach(listener -> tell(listener, row));
            }
        } finally {
            telling.unlock();
        }
    }

    private void tell(Broker.OrderEventListener listener, BrokerOrder row) {
        try {
            listener.onOrderEvent(row);
        } catch (RuntimeException e) {
            LOG.warn("order event listener failed account={} order={}", accountId, row.brokerOrderId(), e);
        }
    }
}
