package io.ordermonitor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import io.ordermonitor.connection.EncodedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Ready-made frames of RFC 6455. A server's frames are not masked, so one buffer serves every reader. */
final class Frames {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8A;
    private static final int LONGEST_CONTROL = 125;

    private Frames() {}

    /**
     * The message's text frame, to be released by the caller. While any connection still holds it, further ones share
     * its bytes; afterwards it is built anew. Not pooled, so that a buffer once freed never comes back as another's.
     */
    static ByteBuf of(EncodedMessage message) {
        if (message.attachment().get() instanceof ByteBuf shared && retained(shared)) {
            return shared.duplicate();
        }
        ByteBuf built = text(message.utf8());
        message.attachment().set(built);
        return built;
    }

    private static boolean retained(ByteBuf shared) {
        if (shared.refCnt() == 0) {
            return false;
        }
        try {
            shared.retain();
            return true;
        } catch (IllegalReferenceCountException freedMeanwhile) {
            return false;
        }
    }

    private static ByteBuf text(byte[] utf8) {
        ByteBuf frame = Unpooled.directBuffer(utf8.length + 10);
        frame.writeByte(FINAL_TEXT);
        if (utf8.length <= LONGEST_CONTROL) {
            frame.writeByte(utf8.length);
        } else if (utf8.length <= 0xFFFF) {
            frame.writeByte(126).writeShort(utf8.length);
        } else {
            frame.writeByte(127).writeLong(utf8.length);
        }
        return frame.writeBytes(utf8);
    }

    /** An empty ping, shared by all; the garbage collector frees it. */
    static ByteBuf ping() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(2).put((byte) FINAL_PING).put((byte) 0);
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes.flip()));
    }

    /** The answer to a ping with this payload. */
    static ByteBuf pong(ByteBuf payload) {
        ByteBuf frame = Unpooled.directBuffer(2 + payload.readableBytes());
        return frame.writeByte(FINAL_PONG).writeByte(payload.readableBytes()).writeBytes(payload);
    }

    /** A close with a code and as much of the reason as fits; code 0: without either. */
    static ByteBuf close(int code, String reason) {
        if (code == 0) {
            return Unpooled.directBuffer(2).writeByte(FINAL_CLOSE).writeByte(0);
        }
        String fitting = reason;
        while (ByteBufUtil.utf8Bytes(fitting) > LONGEST_CONTROL - 2) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        byte[] text = fitting.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.directBuffer(4 + text.length);
        return frame.writeByte(FINAL_CLOSE)
                .writeByte(2 + text.length)
                .writeShort(code)
                .writeBytes(text);
    }
}
