package io.ordermonitor.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.ordermonitor.netty.HttpSite.Content;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while it speaks HTTP: serves the site, or hands an opening over and leaves the pipeline. One for each
 * connection, since it remembers the request under way; it goes with the upgrade. Requests with a body are refused.
 */
final class HttpHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);
    /** A connection that only speaks HTTP lives so long; its client opens another. */
    private static final long LIFETIME_SECONDS = 30;

    private static final long DISCARD_MILLIS = 500;

    private final ServerSettings settings;
    private final ServerPorts ports;
    private final BiConsumer<ChannelHandlerContext, Opening> upgrade;
    private @Nullable HttpRequest request;
    private @Nullable Future<?> lifetime;
    private boolean answering;
    private boolean finished;

    HttpHandler(ServerSettings settings, ServerPorts ports, BiConsumer<ChannelHandlerContext, Opening> upgrade) {
        this.settings = settings;
        this.ports = ports;
        this.upgrade = upgrade;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        lifetime = ctx.executor().schedule(() -> ctx.close(), LIFETIME_SECONDS, TimeUnit.SECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (lifetime != null) {
            lifetime.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (finished) {
                return;
            }
            if (answering) {
                // Pipelined behind a request that is still being answered: to be asked again on a new connection.
                finished = true;
            } else if (message instanceof HttpRequest head) {
                begin(ctx, head);
            } else if (message instanceof LastHttpContent && request != null) {
                HttpRequest whole = request;
                request = null;
                route(ctx, whole);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            Throwable cause = head.decoderResult().cause();
            int status = cause instanceof TooLongHttpLineException
                    ? 414
                    : cause instanceof TooLongHttpHeaderException ? 431 : 400;
            refuse(ctx, head, status, "the request is not well-formed, or too long");
        } else if (HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0) {
            refuse(ctx, head, isRead(head) ? 413 : 405, "a request with a body is not taken");
        } else {
            request = head;
        }
    }

    private void route(ChannelHandlerContext ctx, HttpRequest head) {
        String target = pathOf(head.uri());
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.startsWith(Opening.PATH)) {
            open(ctx, head, target);
            return;
        }
        Optional<HttpSite.Place> place = ports.site().at(path);
        if (place.isEmpty()) {
            answer(ctx, head, Content.text(404, "nothing is here\n"));
        } else if (!isRead(head)) {
            answer(ctx, head, Content.text(405, "only GET and HEAD\n"));
        } else if (place.get().isFixed()) {
            answer(ctx, head, place.get().content().get());
        } else {
            answerLater(ctx, head, path, place.get());
        }
    }

    private void open(ChannelHandlerContext ctx, HttpRequest head, String target) {
        if (!head.method().equals(HttpMethod.GET)) {
            answer(ctx, head, Content.text(405, "only GET\n"));
            return;
        }
        Opening.Reading reading = Opening.of(head, target, settings.allowedOrigins());
        if (reading instanceof Opening.Reading.Bad bad) {
            refuse(ctx, head, bad.status(), bad.why());
        } else if (reading instanceof Opening.Reading.Good good) {
            finished = true;
            upgrade.accept(ctx, good.opening());
        }
    }

    private void answerLater(ChannelHandlerContext ctx, HttpRequest head, String path, HttpSite.Place place) {
        answering = true;
        ctx.channel().config().setAutoRead(false);
        try {
            ports.blocking().execute(() -> {
                Content content = contentOf(place, path);
                ctx.executor().execute(() -> {
                    answering = false;
                    if (finished) {
                        HttpUtil.setKeepAlive(head, false);
                    }
                    answer(ctx, head, content);
                    ctx.channel().config().setAutoRead(true);
                });
            });
        } catch (RejectedExecutionException stopped) {
            refuse(ctx, head, 503, "the server is stopping");
        }
    }

    /** The path alone is logged: somebody may have put a token into the query. */
    private static Content contentOf(HttpSite.Place place, String path) {
        try {
            return place.content().get();
        } catch (RuntimeException e) {
            LOG.error("no answer path={}", path, e);
            return Content.text(500, "the server failed\n");
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpRequest head, int status, String why) {
        HttpUtil.setKeepAlive(head, false);
        answer(ctx, head, Content.text(status, why + "\n"));
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest head, Content content) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(content.status()),
                Unpooled.wrappedBuffer(content.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, content.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, content.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(
                        "Content-Security-Policy",
                        "default-src 'self'; connect-src 'self' ws: wss:; base-uri 'none';"
                                + " form-action 'none'; frame-ancestors 'none'; object-src 'none'")
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer");
        if (content.status() == 405) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        } else if (content.status() == 426) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        boolean keep = HttpUtil.isKeepAlive(head);
        finished = !keep;
        HttpUtil.setKeepAlive(response, keep);
        if (keep) {
            ctx.writeAndFlush(response, ctx.voidPromise());
        } else {
            ctx.writeAndFlush(response).addListener((ChannelFutureListener) this::hangUp);
        }
    }

    /** Reads on for a moment: bytes left unread would turn the answer into a reset. */
    private void hangUp(ChannelFuture answered) {
        answered.channel()
                .eventLoop()
                .schedule(() -> answered.channel().close(), DISCARD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static boolean isRead(HttpRequest head) {
        return head.method().equals(HttpMethod.GET) || head.method().equals(HttpMethod.HEAD);
    }

    /** A request may name the whole address; only what follows the host counts. */
    private static String pathOf(String uri) {
        int scheme = uri.startsWith("http://") ? 7 : uri.startsWith("https://") ? 8 : 0;
        if (scheme == 0) {
            return uri;
        }
        int path = uri.indexOf('/', scheme);
        return path < 0 ? "/" : uri.substring(path);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("http connection failed peer={} cause={}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
