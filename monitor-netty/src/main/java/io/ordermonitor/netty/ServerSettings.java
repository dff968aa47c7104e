package io.ordermonitor.netty;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What rules the transport. Begin with {@link #defaults()}:
 *
 * <pre>{@code
 * ServerSettings settings = ServerSettings.defaults().listeningOn("127.0.0.1", 0);
 * }</pre>
 *
 * @param bind the address to listen on
 * @param port the port to listen on; 0: any free one
 * @param allowedOrigins origins that pages may connect from; {@link #SAME_HOST}: the one they were asked at
 * @param maxMessageBytes the largest message a client may send
 * @param pingInterval how often a connection is pinged; silent for twice as long, it is closed
 * @param openTimeout how long token check and registration may take
 * @param closeGrace how long a peer may take to answer a close
 * @param sendBufferBytes how much may wait for one reader
 * @param maxInvalidMessages how many messages of a connection may be invalid within one ping interval
 * @param eventLoops threads for sockets; 0: as many as processors
 * @param notice what the page says above all else; "": nothing
 */
public record ServerSettings(
        String bind,
        int port,
        List<String> allowedOrigins,
        int maxMessageBytes,
        Duration pingInterval,
        Duration openTimeout,
        Duration closeGrace,
        int sendBufferBytes,
        int maxInvalidMessages,
        int eventLoops,
        String notice) {
    /** Stands in {@link #allowedOrigins} for the host and port that the request names. */
    public static final String SAME_HOST = "same-host";

    public ServerSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        Objects.requireNonNull(bind, "bind");
        Objects.requireNonNull(notice, "notice");
        require(port >= 0 && port <= 65_535, "port must be 0 to 65535");
        require(maxMessageBytes >= 125, "maxMessageBytes must be at least 125");
        require(pingInterval.toMillis() >= 50, "pingInterval must be at least 50 ms");
        require(openTimeout.toMillis() > 0 && closeGrace.toMillis() > 0, "openTimeout and closeGrace must be above 0");
        require(sendBufferBytes >= 1024, "sendBufferBytes must be at least 1024");
        require(maxInvalidMessages >= 0 && eventLoops >= 0, "maxInvalidMessages and eventLoops must not be negative");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** 127.0.0.1:8080, pages of the same host, 16 KiB a message, a ping each 25 s, 256 KiB for a slow reader. */
    public static ServerSettings defaults() {
        return new ServerSettings(
                "127.0.0.1",
                8080,
                List.of(SAME_HOST),
                16 * 1024,
                Duration.ofSeconds(25),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                256 * 1024,
                10,
                0,
                "");
    }

    /** Another address and port. */
    public ServerSettings listeningOn(String address, int onPort) {
        return new ServerSettings(
                address,
                onPort,
                allowedOrigins,
                maxMessageBytes,
                pingInterval,
                openTimeout,
                closeGrace,
                sendBufferBytes,
                maxInvalidMessages,
                eventLoops,
                notice);
    }

    /** Other origins of pages. */
    public ServerSettings withAllowedOrigins(List<String> origins) {
        return new ServerSettings(
                bind,
                port,
                origins,
                maxMessageBytes,
                pingInterval,
                openTimeout,
                closeGrace,
                sendBufferBytes,
                maxInvalidMessages,
                eventLoops,
                notice);
    }

    /** Other times: between pings, for an opening, for the answer to a close. */
    public ServerSettings withTimes(Duration ping, Duration open, Duration close) {
        return new ServerSettings(
                bind,
                port,
                allowedOrigins,
                maxMessageBytes,
                ping,
                open,
                close,
                sendBufferBytes,
                maxInvalidMessages,
                eventLoops,
                notice);
    }

    /** Other bounds: bytes of a message, bytes that wait for a reader, invalid messages a ping interval. */
    public ServerSettings withBounds(int messageBytes, int bufferBytes, int invalidMessages) {
        return new ServerSettings(
                bind,
                port,
                allowedOrigins,
                messageBytes,
                pingInterval,
                openTimeout,
                closeGrace,
                bufferBytes,
                invalidMessages,
                eventLoops,
                notice);
    }

    /** Another number of threads for sockets. */
    public ServerSettings withEventLoops(int threads) {
        return new ServerSettings(
                bind,
                port,
                allowedOrigins,
                maxMessageBytes,
                pingInterval,
                openTimeout,
                closeGrace,
                sendBufferBytes,
                maxInvalidMessages,
                threads,
                notice);
    }

    /** Another notice on the page. */
    public ServerSettings withNotice(String text) {
        return new ServerSettings(
                bind,
                port,
                allowedOrigins,
                maxMessageBytes,
                pingInterval,
                openTimeout,
                closeGrace,
                sendBufferBytes,
                maxInvalidMessages,
                eventLoops,
                text);
    }
}
