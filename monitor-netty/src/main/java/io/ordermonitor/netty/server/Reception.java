package io.ordermonitor.netty.server;

import io.ordermonitor.netty.HttpSite;
import io.ordermonitor.netty.NettyServer;
import io.ordermonitor.netty.ServerPorts;
import io.ordermonitor.netty.ServerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening server of a process: there at once, while what it serves starts behind its door.
 *
 * @param url ends with a slash
 */
public record Reception(Doorway doorway, String url) {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int BLOCKING_THREADS = 4;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /**
     * Listens from now on, until the teardown.
     *
     * @throws IllegalStateException if the address cannot be had; the message says so
     */
    public static Reception open(ServerSettings settings, ZoneId zone, Teardown teardown) {
        Doorway doorway = new Doorway();
        ExecutorService blocking = Executors.newFixedThreadPool(BLOCKING_THREADS);
        teardown.add(blocking::shutdownNow);
        NettyServer server = new NettyServer(
                settings,
                new ServerPorts(
                        doorway,
                        doorway,
                        HttpSite.dashboard(settings.notice(), doorway::isReady),
                        blocking,
                        doorway.market().withZone(zone),
                        Clock.systemUTC()));
        server.start();
        teardown.add(() -> server.stop(GOODBYE));
        LOG.info(
                "port {} bound, starting: clients are told to come back, and /readyz says 'not ready', until the database and"
                        + " the lease stand",
                server.port());
        String host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        return new Reception(doorway, "http://" + host + ":" + server.port() + "/");
    }
}
