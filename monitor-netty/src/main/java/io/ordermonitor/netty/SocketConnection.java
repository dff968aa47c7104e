package io.ordermonitor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.ordermonitor.connection.CloseCodes;
import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.EncodedMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: what is to be sent, and what is remembered of it. {@link #send} and {@link #close} may be called on
 * any thread and never block: they queue, and the event loop writes all that is queued with one flush. The other
 * methods belong to the event loop, unless they say otherwise.
 */
final class SocketConnection implements Connection {
    static final AttributeKey<SocketConnection> KEY = AttributeKey.valueOf(SocketConnection.class, "connection");

    private final Channel channel;
    private final long userId;
    private final ServerSettings settings;
    private final long openedAt = System.nanoTime();

    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    // Written and read by the tasks of this connection, which follow each other.
    private volatile @Nullable UUID id;
    private volatile long goodUntilMillis = Long.MAX_VALUE;

    // Of the event loop.
    private final Fragments fragments;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private boolean working;
    private boolean closeSent;
    private boolean unflushed;
    private long lastReadAt = openedAt;
    private boolean answerDue;
    private int invalid;
    private long framesIn;
    private long framesOut;
    private @Nullable Ending ending;

    SocketConnection(Channel channel, long userId, ServerSettings settings) {
        this.channel = channel;
        this.userId = userId;
        this.settings = settings;
        this.fragments = new Fragments(channel.alloc(), settings.maxMessageBytes());
    }

    /** How it ends, or ended; in the queue it is the last thing, a close frame. */
    record Ending(int code, String reason) {}

    @Override
    public String describe() {
        return String.valueOf(channel.remoteAddress());
    }

    @Override
    public Sent send(EncodedMessage message) {
        if (closing.get() || !channel.isActive()) {
            return Sent.CLOSED;
        }
        // Until it is registered it is being told what it missed, which the history bounds.
        if (id != null && queuedBytes.get() >= channel.bytesBeforeUnwritable()) {
            return Sent.FULL;
        }
        ByteBuf frame = Frames.of(message);
        queuedBytes.addAndGet(frame.readableBytes());
        queue.add(frame);
        wake();
        return Sent.SENT;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            queue.add(new Ending(code, reason));
            wake();
        }
    }

    private void wake() {
        if (draining.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::drain);
            } catch (RejectedExecutionException stopped) {
                releaseQueue();
            }
        }
    }

    private void drain() {
        draining.set(false);
        Object next;
        while ((next = queue.poll()) != null) {
            if (next instanceof Ending order) {
                writeClose(order.code(), order.reason());
            } else {
                ByteBuf frame = (ByteBuf) next;
                queuedBytes.addAndGet(-frame.readableBytes());
                write(frame);
            }
        }
        flush();
    }

    private void write(ByteBuf frame) {
        if (closeSent || !channel.isActive()) {
            frame.release();
            return;
        }
        framesOut++;
        channel.write(frame, channel.voidPromise());
        unflushed = true;
    }

    /** Writes a control frame past the queue. Who does not read them either is closed. */
    void control(ByteBuf frame) {
        if (channel.isWritable()) {
            write(frame);
        } else {
            frame.release();
            close(CloseCodes.TOO_SLOW, "too slow a reader");
        }
    }

    /** Sends what was written since the last flush. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    private void writeClose(int code, String reason) {
        if (closeSent || !channel.isActive()) {
            return;
        }
        note(code, reason);
        write(Frames.close(code, reason));
        closeSent = true;
        flush();
        // Whatever the peer still sends is read and thrown away: unread bytes would turn our close into a reset.
        channel.config().setAutoRead(true);
        channel.eventLoop()
                .schedule(() -> channel.close(), settings.closeGrace().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The peer closes: answers with the same code, if we did not begin, and hangs up. */
    void closedByPeer(int code, String reason) {
        closing.set(true);
        note(code == 0 ? 1005 : code, reason);
        if (!closeSent) {
            write(Frames.close(code, ""));
            closeSent = true;
        }
        unflushed = false;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
    }

    private Ending note(int code, String reason) {
        Ending known = ending;
        if (known == null) {
            known = new Ending(code, reason);
            ending = known;
        }
        return known;
    }

    /** Frees everything, for the channel is gone; returns how it ended. */
    Ending release() {
        closing.set(true);
        releaseQueue();
        fragments.drop();
        return note(1006, "connection lost");
    }

    private void releaseQueue() {
        Object next;
        while ((next = queue.poll()) != null) {
            if (next instanceof ByteBuf frame) {
                frame.release();
            }
        }
    }

    Fragments fragments() {
        return fragments;
    }

    /** Something came from the peer. */
    void heard() {
        lastReadAt = System.nanoTime();
        answerDue = false;
        framesIn++;
    }

    /** Asks the peer for a sign of life. */
    void ping(ByteBuf frame) {
        control(frame);
        flush();
        answerDue = true;
    }

    /** Nothing came for so long although it was asked; a halt of our own is no silence of the peer. */
    boolean isSilent(long now, long longest) {
        return answerDue && now - lastReadAt >= longest;
    }

    /** Counts an invalid message; true if there were too many since the last ping. */
    boolean countInvalid() {
        return ++invalid > settings.maxInvalidMessages();
    }

    void forgetInvalid() {
        invalid = 0;
    }

    /** Queues a task behind those before it; true if it is the first and to be started. */
    boolean begin(Runnable task) {
        if (working) {
            work.add(task);
            return false;
        }
        working = true;
        return true;
    }

    /** The next task, or null if there is none. */
    @Nullable
    Runnable next() {
        Runnable task = work.poll();
        working = task != null;
        return task;
    }

    boolean isWorking() {
        return working;
    }

    /** On any thread. */
    boolean isClosing() {
        return closing.get();
    }

    /** On any thread: the id that its session got, or null. */
    @Nullable
    UUID id() {
        return id;
    }

    void named(UUID sessionId) {
        id = sessionId;
    }

    /** On any thread. */
    void goodUntil(Instant tokenExpiry) {
        goodUntilMillis = tokenExpiry.toEpochMilli();
    }

    boolean isExpired(long nowMillis) {
        return nowMillis >= goodUntilMillis;
    }

    long userId() {
        return userId;
    }

    Channel channel() {
        return channel;
    }

    /** For the log: how long it lived and what passed. */
    String tally() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
        return "ms=" + millis + " in=" + framesIn + " out=" + framesOut;
    }
}
