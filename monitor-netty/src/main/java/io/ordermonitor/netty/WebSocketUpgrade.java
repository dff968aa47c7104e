package io.ordermonitor.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Turns a connection from HTTP to WebSocket: answers 101 and leaves nothing in the pipeline but the frame decoder and
 * the one shared handler; what goes out are ready-made frames. One for all connections.
 */
final class WebSocketUpgrade implements BiConsumer<ChannelHandlerContext, Opening> {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String CODEC = "http";
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEADERS = 16 * 1024;

    private final ServerSettings settings;
    private final Conversation conversation;
    private final Map<EventLoop, PingWheel> wheels;
    private final FrameHandler handler;
    private final WebSocketDecoderConfig frames;

    WebSocketUpgrade(ServerSettings settings, Conversation conversation, Map<EventLoop, PingWheel> wheels) {
        this.settings = settings;
        this.conversation = conversation;
        this.wheels = wheels;
        this.handler = new FrameHandler(conversation);
        this.frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.maxMessageBytes())
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                // The decoder would write a frame object, for which there is no encoder; the handler closes.
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    /** Gives a new connection its first pipeline. TLS goes in front of it. */
    static void speakHttp(Channel channel, HttpHandler http) {
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(LONGEST_LINE).setMaxHeaderSize(LONGEST_HEADERS);
        channel.pipeline().addLast(CODEC, new HttpServerCodec(limits)).addLast(http);
    }

    @Override
    public void accept(ChannelHandlerContext http, Opening opening) {
        Channel channel = http.channel();
        ChannelPipeline pipeline = channel.pipeline();
        SocketConnection connection = new SocketConnection(channel, opening.userId(), settings);
        channel.attr(SocketConnection.KEY).set(connection);
        http.writeAndFlush(response(opening), http.voidPromise());
        // What the codec has read beyond the request goes on to the decoder when the codec is removed.
        pipeline.addLast(new WebSocket13FrameDecoder(frames)).addLast(handler);
        pipeline.remove(http.handler());
        conversation.open(connection, opening);
        pipeline.remove(CODEC);
        PingWheel wheel = wheels.get(channel.eventLoop());
        if (wheel != null) {
            wheel.add(connection);
        }
    }

    private static FullHttpResponse response(Opening opening) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(opening.key()));
        if (opening.protocolOffered()) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, Opening.PROTOCOL);
        }
        return response;
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-1", e);
        }
    }
}
