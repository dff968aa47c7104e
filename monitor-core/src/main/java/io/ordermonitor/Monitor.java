package io.ordermonitor;

import io.ordermonitor.broker.Brokers;
import io.ordermonitor.connection.WebSocketManager;
import io.ordermonitor.cycle.EntryStrategy;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.loop.MonitorLease;
import io.ordermonitor.loop.MonitoringLoops;
import io.ordermonitor.message.Message;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The order monitor: connections, one loop per user, the ten steps, the way in for orders. Thread-safe.
 *
 * <pre>{@code
 * try (Monitor monitor = Monitor.builder(stores, brokers).build()) {
 *     monitor.start();
 *     monitor.startMonitoring(userId);          // or connect a socket to monitor.webSockets()
 *     monitor.orders().submit(order);
 * }
 * }</pre>
 */
public final class Monitor implements AutoCloseable {
    private final Wiring wiring;

    private Monitor(Wiring wiring) {
        this.wiring = wiring;
    }

    /** Begins a monitor on these stores and brokers; everything else has a default. */
    public static Builder builder(Stores stores, Brokers brokers) {
        return new Builder(stores, brokers);
    }

    /**
     * Monitors every exposed user from now on where the configuration says {@code while-exposed}; else does nothing
     * until somebody connects. Does not block.
     */
    public void start() {
        wiring.start();
    }

    /** Monitors a user without a connection until {@link #stopMonitoring} or the end of hours. */
    public void startMonitoring(long userId) {
        wiring.loops().start(userId);
    }

    /** Ends what {@link #startMonitoring} began. */
    public void stopMonitoring(long userId) {
        wiring.loops().stop(userId);
    }

    /**
     * A row of {@code order_request} was written for a user: takes it up in a cycle as soon as may be, and monitors him
     * from now on where the configuration says {@code while-exposed}. Does not block.
     */
    public void requested(long userId) {
        wiring.requested(userId);
    }

    /** The way in for orders. */
    public ManagedOrders orders() {
        return wiring.orders();
    }

    /** The safety switches: stop-entries, pause, flatten. */
    public SafetySwitches safety() {
        return wiring.safety();
    }

    /** Connections and messages. */
    public WebSocketManager webSockets() {
        return wiring.webSockets();
    }

    /** The loops: who is monitored, and when the next cycle is due. */
    public MonitoringLoops loops() {
        return wiring.loops();
    }

    /** Everything of a user now; {@code seq} is the newest number that the picture covers. */
    public Message.Snapshot snapshot(long userId) {
        List<Message.Numbered> history = wiring.webSockets().history(userId);
        long seq = history.isEmpty() ? 0 : history.get(history.size() - 1).seq().orElse(0);
        return wiring.snapshot(userId, seq);
    }

    /**
     * Ends everything in order: no new connection or loop, every client told, cycles in flight give what has filled its
     * stop-loss and do no more.
     * Blocks for at most thirty seconds; stores and brokers stay open, they are the caller's.
     */
    @Override
    public void close() {
        wiring.close();
    }

    /** Collects what a monitor is made of. Not thread-safe. */
    public static final class Builder {
        private final Stores stores;
        private final Brokers brokers;
        private final Map<String, EntryStrategy> strategies = new HashMap<>();
        private MonitorConfig config = MonitorConfig.standard();
        private Clock clock = Clock.systemUTC();
        private @Nullable ScheduledExecutorService timers;
        private @Nullable ExecutorService executor;
        private MonitorListener listener = MonitorListener.NONE;
        private MonitorLease lease = MonitorLease.ALWAYS;
        private UnaryOperator<Steps> steps = UnaryOperator.identity();

        private Builder(Stores stores, Brokers brokers) {
            this.stores = stores;
            this.brokers = brokers;
        }

        /** All settings; {@link MonitorConfig#standard()} otherwise. */
        public Builder config(MonitorConfig to) {
            this.config = to;
            return this;
        }

        /** The market clock; the system's otherwise. */
        public Builder clock(Clock to) {
            this.clock = to;
            return this;
        }

        /** Timers of the market clock, the transport's for example; one thread of its own otherwise. */
        public Builder timers(ScheduledExecutorService to) {
            this.timers = to;
            return this;
        }

        /** Runs cycles and broker calls, as stepped time does; threads of its own otherwise. */
        public Builder executor(ExecutorService to) {
            this.executor = to;
            return this;
        }

        /** Is told what happens; what it throws is logged and changes nothing. */
        public Builder listener(MonitorListener to) {
            this.listener = to.guarded();
            return this;
        }

        /** Whether this process may run a user's loop; always otherwise. */
        public Builder lease(MonitorLease to) {
            this.lease = to;
            return this;
        }

        /** The strategy that regenerates entries of this name. */
        public Builder strategy(String name, EntryStrategy strategy) {
            strategies.put(name, strategy);
            return this;
        }

        /**
         * Replaces steps: is given the ten standard ones and returns those to run. Said twice, the second is given what
         * the first returned.
         */
        public Builder steps(UnaryOperator<Steps> replacing) {
            UnaryOperator<Steps> before = this.steps;
            this.steps = standard -> replacing.apply(before.apply(standard));
            return this;
        }

        /** The monitor, not started. */
        public Monitor build() {
            boolean owns = timers == null;
            ScheduledExecutorService clockwork = timers == null ? ownTimers() : timers;
            Workers workers = Optional.ofNullable(executor)
                    .map(given -> Workers.on(given, config.cyclesInFlight()))
                    .orElseGet(() -> Workers.threads(config.cyclesInFlight(), 4 * config.cyclesInFlight()));
            return new Monitor(new Wiring(new Wiring.Parts(
                    stores,
                    brokers,
                    config,
                    clock,
                    clockwork,
                    owns,
                    workers,
                    listener,
                    lease,
                    Map.copyOf(strategies),
                    steps)));
        }

        private static ScheduledExecutorService ownTimers() {
            return Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "monitor-timers");
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
