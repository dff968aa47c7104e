package io.ordermonitor.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.ordermonitor.connection.CloseCodes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Pings the connections of one event loop, a few at each tick, and closes those that fell silent or whose token
 * expired: one timer for all of them. Belongs to its event loop.
 */
final class PingWheel implements Runnable {
    private static final int SLOTS = 25;

    private final Clock wall;
    private final long tickNanos;
    private final long longestSilence;
    private final ByteBuf ping = Frames.ping();
    private final List<List<SocketConnection>> slots = new ArrayList<>(SLOTS);
    private int hand;

    PingWheel(Duration interval, Clock wall) {
        this.wall = wall;
        this.tickNanos = Math.max(1, interval.toNanos() / SLOTS);
        // Less a tick: a peer that answered one ping at once and then died is found at the second ping after it.
        this.longestSilence = 2 * interval.toNanos() - tickNanos;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
    }

    /** Begins to turn; it stops with the event loop. */
    void start(EventLoop loop) {
        // Not at a fixed rate: after a halt of the machine the ticks missed would all come at once.
        loop.scheduleWithFixedDelay(this, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
    }

    /** Takes a connection; its first ping comes after an interval. */
    void add(SocketConnection connection) {
        slots.get(hand).add(connection);
    }

    @Override
    public void run() {
        hand = (hand + 1) % SLOTS;
        long now = System.nanoTime();
        long nowMillis = wall.millis();
        slots.get(hand).removeIf(connection -> !connection.channel().isActive());
        for (SocketConnection connection : slots.get(hand)) {
            visit(connection, now, nowMillis);
        }
    }

    private void visit(SocketConnection connection, long now, long nowMillis) {
        if (connection.isClosing()) {
            return;
        }
        if (connection.isSilent(now, longestSilence)) {
            connection.close(CloseCodes.SILENT, "pings not answered");
        } else if (connection.isExpired(nowMillis)) {
            connection.close(CloseCodes.NO_GOOD_TOKEN, "the token has expired");
        } else {
            connection.forgetInvalid();
            connection.ping(ping.duplicate());
        }
    }

    /** Closes every connection. */
    void closeAll(int code, String reason) {
        slots.forEach(slot -> slot.forEach(connection -> connection.close(code, reason)));
    }

    /** How many connections are open. */
    int size() {
        return slots.stream()
                .mapToInt(slot -> (int) slot.stream()
                        .filter(connection -> connection.channel().isOpen())
                        .count())
                .sum();
    }
}
