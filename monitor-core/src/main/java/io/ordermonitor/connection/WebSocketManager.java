package io.ordermonitor.connection;

import io.ordermonitor.connection.ConnectResult.Connected;
import io.ordermonitor.connection.ConnectResult.ConnectionRejected;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.Audience;
import io.ordermonitor.loop.MonitoringLoops;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.UserIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected, and what they are told (spec 3): registers connections, keeps one monitoring loop for each user
 * that has any, and sends a user's messages to all of his. Thread-safe. Nothing blocks but {@code connect}, and that
 * only for a client that asks to resume what is no longer known, while the snapshot is read.
 *
 * <pre>{@code
 * ConnectResult result = manager.connect(connection, userId);
 * if (result instanceof ConnectResult.Connected connected) {
 *     socket.onClose(() -> manager.disconnect(connected.connectionId(), userId));
 * }
 * }</pre>
 */
public final class WebSocketManager implements Audience {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketManager.class);

    private final ConnectionParts parts;
    private final ConnectionSettings settings;
    private final MonitoringLoops loops;
    private final Refusals refusals;
    private final Map<Long, UserChannel> channels = new ConcurrentHashMap<>();
    private final Map<Long, ScheduledFuture<?>> expiries = new ConcurrentHashMap<>();
    private volatile @Nullable String closing;

    /**
     * A manager without connections.
     *
     * @param loops makes the loops, which have this manager for their audience
     */
    @SuppressWarnings("this-escape") // loops only keep it, and nothing runs before the first connect
    public WebSocketManager(ConnectionParts parts, Function<Audience, MonitoringLoops> loops) {
        this.parts = parts;
        this.settings = parts.settings();
        this.refusals = new Refusals(parts);
        this.loops = loops.apply(this);
    }

    /** As the other, for a client that does not resume. */
    public ConnectResult connect(Connection connection, long userId) {
        return admit(connection, userId, null);
    }

    /**
     * Takes an accepted connection: registers it, turns the user's loop on, welcomes it and, if it returns, tells it
     * what it missed before anything new, or else that this is not known, with a snapshot. A refused connection is told
     * and closed. Never throws.
     */
    public ConnectResult connect(Connection connection, long userId, Resume resume) {
        return admit(connection, userId, resume);
    }

    /** Closes and removes a connection and, if it was the user's last, ends his loop; false if it is not his. */
    public boolean disconnect(UUID connectionId, long userId) {
        return disconnect(connectionId, userId, CloseCodes.NORMAL, "disconnected");
    }

    /** As the other, with what to close with and to log. */
    public boolean disconnect(UUID connectionId, long userId, int code, String reason) {
        UserChannel channel = channels.get(userId);
        Optional<Seat> seat = channel == null ? Optional.empty() : channel.remove(connectionId);
        seat.ifPresent(gone -> leave(userId, channel(userId), List.of(new Seat.Gone(gone, code, reason))));
        return seat.isPresent();
    }

    /**
     * Sends to all connections of a user and, if the message is tracked, keeps it in his history even if he has none;
     * returns how many took it. A connection that cannot take it is closed and removed, the others notice nothing.
     */
    public int sendPersonalMessage(Message message, long userId) {
        UserChannel channel = channel(userId);
        UserChannel.Told told = channel.tell(message);
        if (!told.gone().isEmpty()) {
            leave(userId, channel, told.gone());
        }
        watch(userId, channel);
        return told.count();
    }

    /**
     * Sends a connection everything of its user; what happens meanwhile follows behind. Blocks while it is read. False
     * if the connection is not his, or if a snapshot is on its way to it already.
     */
    public boolean sendSnapshot(UUID connectionId, long userId) {
        UserChannel channel = channels.get(userId);
        Optional<UserChannel.Opening> held = channel == null ? Optional.empty() : channel.hold(connectionId);
        held.ifPresent(opening -> {
            List<EncodedMessage> first =
                    snapshot(userId, opening.seq()).map(List::of).orElse(List.of());
            channel(userId)
                    .open(opening.seat(), first)
                    .ifPresent(gone -> leave(userId, channel(userId), List.of(gone)));
        });
        return held.isPresent();
    }

    /** The newest numbered messages of a user, oldest first. */
    public List<Message.Numbered> history(long userId) {
        UserChannel channel = channels.get(userId);
        return channel == null ? List.of() : channel.kept();
    }

    /** How many connections a user has. */
    public int connections(long userId) {
        UserChannel channel = channels.get(userId);
        return channel == null ? 0 : channel.size();
    }

    /** How many connections there are. */
    public int connections() {
        return channels.values().stream().mapToInt(UserChannel::size).sum();
    }

    /** The loops of this manager's users. */
    public MonitoringLoops loops() {
        return loops;
    }

    /** Takes no more connections and closes all with 1012. */
    public void close(String reason) {
        closing = reason;
        channels.keySet().forEach(userId -> dismiss(userId, CloseCodes.RESTART, reason));
        expiries.values().forEach(timer -> timer.cancel(false));
    }

    @Override
    public boolean isPresent(long userId) {
        UserChannel channel = channels.get(userId);
        return channel != null && channel.isPresent();
    }

    @Override
    public int tell(long userId, Message message) {
        return sendPersonalMessage(message, userId);
    }

    @Override
    public void dismiss(long userId, int code, String reason) {
        UserChannel channel = channels.get(userId);
        if (channel != null) {
            List<Seat.Gone> gone = channel.removeAll().stream()
                    .map(seat -> new Seat.Gone(seat, code, reason))
                    .toList();
            leave(userId, channel, gone);
        }
    }

    private ConnectResult admit(Connection connection, long userId, @Nullable Resume resume) {
        Instant now = parts.clock().instant();
        if (userId < 1 || userId > UserIds.MAX) {
            return refusals.refuse(connection, CloseCodes.NOT_VALID, "not a user id: " + userId);
        }
        if (!loops.hours().takesConnections(now)) {
            return refusals.untilHours(connection, loops.hours(), loops.settings(), now);
        }
        UserChannel channel = channel(userId);
        Optional<UserChannel.Opening> opening = channel.register(connection, now, resume, settings.perUser());
        if (opening.isEmpty()) {
            return refusals.refuse(connection, CloseCodes.TOO_MANY, "more than " + settings.perUser() + " connections");
        }
        try {
            loops.ensure(userId);
            welcome(channel, userId, opening.get(), resume != null);
        } catch (RuntimeException e) {
            LOG.error("a connect failed user={} peer={}", userId, connection.describe(), e);
            disconnect(opening.get().seat().id(), userId, CloseCodes.FAILED, "the server failed");
            return new ConnectionRejected(CloseCodes.FAILED, "the server failed", null, null);
        }
        String shutdown = closing;
        if (shutdown != null) {
            disconnect(opening.get().seat().id(), userId, CloseCodes.RESTART, shutdown);
            return new ConnectionRejected(CloseCodes.RESTART, shutdown, null, null);
        }
        return new Connected(opening.get().seat().id());
    }

    private void welcome(UserChannel channel, long userId, UserChannel.Opening opening, boolean asked) {
        Seat seat = opening.seat();
        List<EncodedMessage> first = new ArrayList<>();
        first.add(encode(new Message.ConnectionEstablished(
                seat.id().toString(),
                userId,
                seat.since(),
                opening.epoch(),
                opening.seq(),
                opening.recovered(),
                loops.nextCycleInMs(userId),
                settings.pingInterval().toMillis(),
                settings.maxMessageBytes(),
                settings.reconnectJitter().toMillis())));
        if (asked && !opening.recovered()) {
            snapshot(userId, opening.seq()).ifPresent(first::add);
        }
        first.addAll(opening.missed());
        LOG.info(
                "connected user={} connection={} peer={} recovered={}",
                userId,
                seat.id(),
                seat.connection().describe(),
                opening.recovered());
        parts.listener().on(new MonitorEvent.Connected(userId, seat.id().toString()));
        channel.open(seat, first).ifPresent(gone -> leave(userId, channel, List.of(gone)));
        if (!channel.isPresent()) {
            // Sent away between its registration and the start of the loop, which was on for nobody.
            loops.left(userId);
        }
    }

    /** Empty if it could not be read: the client sees that it was not recovered, and may ask for one. */
    private Optional<EncodedMessage> snapshot(long userId, long seq) {
        try {
            return Optional.of(encode(parts.snapshots().snapshot(userId, seq)));
        } catch (RuntimeException e) {
            LOG.warn("a snapshot could not be read user={}", userId, e);
            return Optional.empty();
        }
    }

    /** Closes removed connections, says so and, if the user has none left, tells his loop. */
    private void leave(long userId, UserChannel channel, List<Seat.Gone> gone) {
        Instant now = parts.clock().instant();
        for (Seat.Gone lost : gone) {
            Seat seat = lost.seat();
            Refusals.close(seat.connection(), lost.code(), lost.reason());
            LOG.info(
                    "disconnected user={} connection={} peer={} code={} reason={} seconds={} frames={}",
                    userId,
                    seat.id(),
                    seat.connection().describe(),
                    lost.code(),
                    lost.reason(),
                    Duration.between(seat.since(), now).toSeconds(),
                    seat.frames());
            parts.listener().on(new MonitorEvent.Disconnected(userId, seat.id().toString(), lost.reason()));
        }
        if (!channel.isPresent()) {
            loops.left(userId);
            watch(userId, channel);
        }
    }

    /** Lets a history without connections go after a while, unless the loop still writes into it. */
    private void watch(long userId, UserChannel channel) {
        if (closing != null || !channel.beginExpiry()) {
            return;
        }
        try {
            long millis = loops.settings().marketMillis(settings.retention());
            ScheduledFuture<?> timer =
                    parts.timers().schedule(() -> expire(userId, channel), millis, TimeUnit.MILLISECONDS);
            expiries.put(userId, timer);
            if (closing != null) {
                timer.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("the timers were closed before a history ended user={}", userId);
        }
    }

    private void expire(long userId, UserChannel channel) {
        expiries.remove(userId);
        channel.expire(loops.isMonitored(userId));
        watch(userId, channel);
    }

    private EncodedMessage encode(Message message) {
        return EncodedMessage.untracked(message, parts.encoder());
    }

    private UserChannel channel(long userId) {
        return channels.computeIfAbsent(
                UserIds.check(userId), id -> new UserChannel(this::newHistory, parts.encoder()));
    }

    private History newHistory() {
        String epoch = Long.toUnsignedString(parts.random().nextLong(), Character.MAX_RADIX);
        return new History(epoch, settings.historyMessages(), settings.historyBytes());
    }
}
