package io.ordermonitor.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.ordermonitor.connection.CloseCodes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket server, with a little HTTP beside it. One use: start once, stop once. Thread-safe.
 *
 * <pre>{@code
 * NettyServer server = new NettyServer(ServerSettings.defaults(), ports);
 * server.start();
 * // ...
 * server.stop(Duration.ofSeconds(10));
 * }</pre>
 */
public final class NettyServer {
    private static final Logger LOG = LoggerFactory.getLogger(NettyServer.class);
    private static final int BACKLOG = 4096;
    private static final int RECEIVE_BYTES = 512;
    private static final int UNACKNOWLEDGED_MILLIS = 30_000;

    private final ServerSettings settings;
    private final ServerPorts ports;
    private final boolean epoll = Epoll.isAvailable();
    private final MultiThreadIoEventLoopGroup loops;
    private final Map<EventLoop, PingWheel> wheels = new HashMap<>();
    private final WebSocketUpgrade upgrade;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "monitor-timers");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Channel listener;

    public NettyServer(ServerSettings settings, ServerPorts ports) {
        this.settings = settings;
        this.ports = ports;
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : settings.eventLoops(),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        for (EventExecutor loop : loops) {
            wheels.put((EventLoop) loop, new PingWheel(settings.pingInterval(), ports.wall()));
        }
        this.upgrade = new WebSocketUpgrade(settings, new Conversation(settings, ports), wheels);
    }

    /** Listens from now on. Throws {@link IllegalStateException} if the address cannot be had. */
    public void start() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(settings.sendBufferBytes() / 2, settings.sendBufferBytes()))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        WebSocketUpgrade.speakHttp(channel, new HttpHandler(settings, ports, upgrade));
                    }
                });
        if (epoll) {
            bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLIS);
        }
        ChannelFuture bound = bootstrap.bind(settings.bind(), settings.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(Duration.ZERO);
            throw new IllegalStateException(
                    "cannot listen on " + settings.bind() + ":" + settings.port() + " ("
                            + bound.cause().getMessage() + "): choose another address or port",
                    bound.cause());
        }
        listener = bound.channel();
        wheels.forEach((loop, wheel) -> wheel.start(loop));
        LOG.info("bound to {}:{} with {}", settings.bind(), port(), epoll ? "epoll" : "nio");
    }

    /** The port it listens on. */
    public int port() {
        Channel channel = listener;
        if (channel == null || !(channel.localAddress() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("the server does not listen");
        }
        return address.getPort();
    }

    /** Timers by the wall clock, one thread of their own; their tasks must be short. They stop with the server. */
    public ScheduledExecutorService timers() {
        return timers;
    }

    /**
     * Stops listening, closes every connection with 1012 and ends the event loops; blocks for at most this long, and
     * a moment for the loops. The blocking executor must run until it returns, for each connection's end is told.
     */
    public void stop(Duration atMost) {
        Channel channel = listener;
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        wheels.forEach((loop, wheel) -> loop.execute(() -> wheel.closeAll(CloseCodes.RESTART, "the server restarts")));
        boolean interrupted = false;
        try {
            while (System.nanoTime() < deadline && connections() > 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        timers.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int connections() {
        return wheels.entrySet().stream()
                .mapToInt(entry -> entry.getKey()
                        .submit(() -> entry.getValue().size())
                        .awaitUninterruptibly()
                        .getNow())
                .sum();
    }
}
