package io.ordermonitor.netty.server.command;

import io.ordermonitor.broker.Brokers;
import io.ordermonitor.netty.server.HeldDatabase;
import io.ordermonitor.netty.server.Teardown;
import io.ordermonitor.netty.server.paper.PaperBrokers;
import io.ordermonitor.netty.server.settings.ServeSettings;
import io.ordermonitor.store.jdbc.NodeLease;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Where something else may stand in a server: the brokers that it trades at, and how long its lease stands.
 *
 * @param brokers opens the line to the brokers
 */
record ServeSeams(BrokerSource brokers, NodeLease.Terms lease) {
    private static final int EXCHANGE_THREADS = 4;

    /** The exchanges on paper of the settings, and the usual term. */
    static final ServeSeams USUAL = new ServeSeams(ServeSeams::paper, NodeLease.Terms.standard());

    /** Makes the brokers of a server. */
    @FunctionalInterface
    interface BrokerSource {
        /** Blocking. What is to be closed is added to the teardown. */
        Line open(ServeSettings settings, HeldDatabase held, Clock clock, Teardown teardown);
    }

    /**
     * The brokers of a server.
     *
     * @param start is run once, when all that listens to them stands
     */
    record Line(Brokers brokers, Runnable start) {}

    private static Line paper(ServeSettings settings, HeldDatabase held, Clock clock, Teardown teardown) {
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(EXCHANGE_THREADS, task -> {
            Thread thread = new Thread(task, "paper-exchange");
            thread.setDaemon(true);
            return thread;
        });
        teardown.add(timers::shutdownNow);
        PaperBrokers exchanges = PaperBrokers.of(settings.brokers(), held.stores(), held.dataSource(), clock, timers);
        teardown.add(exchanges);
        return new Line(exchanges, exchanges::start);
    }
}
