package io.ordermonitor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.ordermonitor.connection.CloseCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of RFC 6455 after the decoder: control frames, assembly, UTF-8, closing. One for all connections. */
@Sharable
final class FrameHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

    /** The decoder refuses the smaller ones that may not be sent. */
    private static final int LARGEST_CLOSE_CODE = 4999;

    private final Conversation conversation;

    FrameHandler(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                SocketConnection connection = of(ctx);
                connection.heard();
                take(connection, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(SocketConnection connection, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            if (close.statusCode() > LARGEST_CLOSE_CODE) {
                connection.close(1002, "no such close code");
            } else {
                connection.closedByPeer(Math.max(close.statusCode(), 0), "by the client");
            }
        } else if (connection.isClosing()) {
            connection.fragments().drop();
        } else if (frame instanceof PingWebSocketFrame) {
            connection.control(Frames.pong(frame.content()));
        } else if (frame instanceof BinaryWebSocketFrame) {
            connection.close(1003, "only text is understood");
        } else if (!(frame instanceof PongWebSocketFrame)) {
            text(connection, frame);
        }
    }

    private void text(SocketConnection connection, WebSocketFrame frame) {
        ByteBuf whole = frame.content();
        if (!frame.isFinalFragment() || connection.fragments().gathered() != null) {
            if (!connection.fragments().add(frame.content())) {
                connection.close(1009, "larger than a message may be");
                connection.fragments().drop();
                return;
            }
            ByteBuf gathered = connection.fragments().gathered();
            if (!frame.isFinalFragment() || gathered == null) {
                return;
            }
            whole = gathered;
        }
        boolean valid = ByteBufUtil.isText(whole, StandardCharsets.UTF_8);
        String text = valid ? whole.toString(StandardCharsets.UTF_8) : "";
        connection.fragments().drop();
        if (valid) {
            conversation.text(connection, text);
        } else {
            connection.close(1007, "not UTF-8");
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        of(ctx).flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        conversation.ended(of(ctx));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        SocketConnection connection = of(ctx);
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            connection.close(violation.closeStatus().code(), String.valueOf(violation.getMessage()));
        } else if (cause instanceof IOException) {
            LOG.debug("socket failed user={} cause={}", connection.userId(), cause.toString());
            ctx.close();
        } else {
            LOG.error("connection failed user={}", connection.userId(), cause);
            connection.close(CloseCodes.FAILED, "the server failed");
        }
    }

    private static SocketConnection of(ChannelHandlerContext ctx) {
        return ctx.channel().attr(SocketConnection.KEY).get();
    }
}
