package io.ordermonitor.netty;

import io.ordermonitor.Monitor;
import io.ordermonitor.store.Tokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A monitor on the network, for an application that embeds it: WebSockets, the page, {@code /healthz} and
 * {@code /readyz}. Thread-safe.
 *
 * <pre>{@code
 * MonitorServer server = MonitorServer.start(monitor, stores.tokens(), ServerSettings.defaults());
 * System.out.println(server.page(1, Duration.ofHours(8)));
 * }</pre>
 */
public final class MonitorServer implements AutoCloseable {
    private static final int BLOCKING_THREADS = 4;
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(3);

    private final NettyServer server;
    private final TokenIssuer tokens;
    private final ExecutorService blocking;
    private final Clock wall;

    private MonitorServer(NettyServer server, TokenIssuer tokens, ExecutorService blocking, Clock wall) {
        this.server = server;
        this.tokens = tokens;
        this.blocking = blocking;
        this.wall = wall;
    }

    /** Binds and serves a monitor on the system's clock. */
    public static MonitorServer start(Monitor monitor, Tokens tokens, ServerSettings settings) {
        Clock wall = Clock.systemUTC();
        ExecutorService blocking = Executors.newFixedThreadPool(BLOCKING_THREADS);
        HttpSite site = HttpSite.dashboard(settings.notice(), () -> true);
        NettyServer server = new NettyServer(
                settings, new ServerPorts(Sessions.of(monitor.webSockets()), tokens, site, blocking, wall, wall));
        try {
            server.start();
        } catch (IllegalStateException e) {
            blocking.shutdown();
            throw e;
        }
        return new MonitorServer(server, new TokenIssuer(tokens), blocking, wall);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** The page of a user, with a new token in its fragment, which reaches no server and no log. Blocking. */
    public URI page(long userId, Duration validFor) {
        String token = tokens.issue(userId, wall.instant().plus(validFor));
        return URI.create("http://127.0.0.1:" + server.port() + "/#user=" + userId + "&token=" + token);
    }

    /** Listens no more and closes all connections. */
    @Override
    public void close() {
        server.stop(STOP_AT_MOST);
        blocking.shutdown();
    }
}
