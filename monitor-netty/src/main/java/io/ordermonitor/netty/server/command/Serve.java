package io.ordermonitor.netty.server.command;

import io.ordermonitor.Monitor;
import io.ordermonitor.netty.Sessions;
import io.ordermonitor.netty.server.Database;
import io.ordermonitor.netty.server.HeldDatabase;
import io.ordermonitor.netty.server.Reception;
import io.ordermonitor.netty.server.RequestSignals;
import io.ordermonitor.netty.server.Teardown;
import io.ordermonitor.netty.server.settings.ServeSettings;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;

/** The server: monitors on the wall clock until it is stopped. One use. */
final class Serve implements AutoCloseable {
    private final ServeSettings settings;
    private final Announcer announcer;
    private final ServeSeams seams;
    private final Teardown teardown = new Teardown();
    private final CountDownLatch end = new CountDownLatch(1);

    Serve(ServeSettings settings, Announcer announcer) {
        this(settings, announcer, ServeSeams.USUAL);
    }

    /** @param seams what stands in the place of the usual brokers and terms */
    Serve(ServeSettings settings, Announcer announcer, ServeSeams seams) {
        this.settings = settings;
        this.announcer = announcer;
        this.seams = seams;
    }

    /**
     * Serves until it is stopped. The port answers at once; clients are told to come back until the rest has started.
     *
     * @throws IllegalStateException if it cannot start, or another process takes its database; the message says why
     */
    void run() throws InterruptedException {
        ZoneId zone = settings.monitor().hours().zone();
        Clock clock = Clock.system(zone);
        Reception reception = Reception.open(settings.server(), zone, teardown);
        HeldDatabase held = HeldDatabase.take(
                Database.open(settings.database(), settings.pool(), zone),
                seams.lease(),
                zone,
                end::countDown,
                teardown);
        ServeSeams.Line line = seams.brokers().open(settings, held, clock, teardown);
        Monitor monitor = Monitor.builder(held.stores(), line.brokers())
                .config(settings.monitor())
                .clock(clock)
                .lease(held.lease())
                .build();
        teardown.add(monitor);
        line.start().run();
        monitor.start();
        teardown.add(RequestSignals.start(held.dataSource(), monitor::requested));
        reception
                .doorway()
                .open(Sessions.of(monitor.webSockets()), held.stores().tokens(), clock);
        announcer.serving(reception.url());
        end.await();
        held.lease().check();
    }

    /** Stops everything in order: clients are told, loops finish their step, the lease goes back, the database stops. */
    @Override
    public void close() {
        teardown.close();
        end.countDown();
    }
}
