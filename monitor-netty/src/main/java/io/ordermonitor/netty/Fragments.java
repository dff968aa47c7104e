package io.ordermonitor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The fragments of one text that is still coming. Belongs to the event loop of its connection. */
final class Fragments {
    private final ByteBufAllocator allocator;
    private final int most;
    private @Nullable ByteBuf gathered;

    Fragments(ByteBufAllocator allocator, int most) {
        this.allocator = allocator;
        this.most = most;
    }

    /** Adds a fragment; false if the whole is now longer than a message may be. */
    boolean add(ByteBuf fragment) {
        ByteBuf sum = gathered;
        if (sum == null) {
            sum = allocator.buffer(fragment.readableBytes());
            gathered = sum;
        }
        if (sum.readableBytes() + fragment.readableBytes() > most) {
            return false;
        }
        sum.writeBytes(fragment);
        return true;
    }

    /** What was added since the last {@link #drop}, or null; still owned by this. */
    @Nullable
    ByteBuf gathered() {
        return gathered;
    }

    void drop() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
