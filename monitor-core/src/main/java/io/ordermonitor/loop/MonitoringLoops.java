package io.ordermonitor.loop;

import io.ordermonitor.order.UserIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monitoring loops of all users (spec 4): at most one a user, none a thread. A loop sleeps, then runs; when, and
 * whether, is said by the hours, the user's due time, who is connected, the lease and the settings. Thread-safe; no
 * method blocks.
 */
public final class MonitoringLoops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitoringLoops.class);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final LoopParts parts;
    private final CalendarWatch calendar;
    private final Map<Long, UserLoop> loops = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledFuture<?> morning;
    private volatile boolean closed;

    /** Loops that work with these parts; none is on. */
    public MonitoringLoops(LoopParts parts) {
        this.parts = parts;
        this.calendar = new CalendarWatch(parts.hours());
    }

    /** A connection of the user was registered: turns his loop on if it is off. */
    public void ensure(long userId) {
        begin(userId, parts.settings().firstDelay(userId));
    }

    /** The user's last connection went: his loop ends now or later, as the settings say. */
    public void left(long userId) {
        Optional.ofNullable(loops.get(userId)).ifPresent(UserLoop::left);
    }

    /** Monitors a user without a connection, until {@link #stop} or the end of hours; the first cycle is near. */
    public void start(long userId) {
        loop(userId).headless(true);
        startExposed(userId);
    }

    /**
     * As {@link #start}, in step with a loop that another process began: scheduled cycles come at whole intervals after
     * its beginning, the next one first, and a nudged cycle at once.
     */
    public void goOn(long userId, Instant began) {
        loop(userId).headless(true);
        Duration interval = parts.settings().interval();
        Duration age =
                Duration.between(began.plus(atOnce(userId)), parts.clock().instant());
        begin(userId, interval.minusNanos(Math.floorMod(age.toNanos(), interval.toNanos())));
        if (!age.isNegative()) {
            nudge(userId, Set.of());
        }
    }

    /** Ends what {@link #start} began; the loop goes on while somebody is connected. */
    public void stop(long userId) {
        Optional.ofNullable(loops.get(userId)).ifPresent(loop -> loop.headless(false));
    }

    /** Monitors a user for as long as he is connected, or exposed where the settings say so; a cycle is near. */
    public void startExposed(long userId) {
        begin(userId, atOnce(userId));
    }

    /** Users do not begin all together; none waits longer for his first cycle than for his second. */
    private Duration atOnce(long userId) {
        Duration interval = parts.settings().interval();
        return LoopSettings.share(AT_ONCE.compareTo(interval) < 0 ? AT_ONCE : interval, userId);
    }

    /**
     * Monitors every exposed user now and from {@code cycle-from} of every trading day.
     *
     * @param exposed who is exposed; asked on a worker, may block
     */
    public void keepExposed(Supplier<? extends Collection<Long>> exposed) {
        if (!closed) {
            parts.workers().execute(() -> startAll(exposed));
        }
    }

    /** Asks for a nudged cycle that reads these accounts, all if none is named; false if no loop is on. */
    public boolean nudge(long userId, Set<Long> accounts) {
        UserLoop loop = loops.get(userId);
        return loop != null && loop.nudge(Set.copyOf(accounts));
    }

    /**
     * As {@link #nudge}, for something that a person or his program wants done: neither the limit of nudges nor their
     * setting holds it up; the spacing of cycles does.
     */
    public boolean askAtOnce(long userId, Set<Long> accounts) {
        UserLoop loop = loops.get(userId);
        return loop != null && loop.askAtOnce(Set.copyOf(accounts));
    }

    /** True if the user's loop is on. */
    public boolean isMonitored(long userId) {
        UserLoop loop = loops.get(userId);
        return loop != null && loop.isOn();
    }

    /** True if the user's loop is on and waits for its lease: nobody looks after him until it stands. */
    public boolean isHeldUp(long userId) {
        UserLoop loop = loops.get(userId);
        return loop != null && loop.isHeldUp();
    }

    /** A lease that had run out stands again: loops that are on look at all accounts at once. */
    public void leaseBack() {
        loops.values().forEach(UserLoop::leaseBack);
    }

    /** How many loops are on. */
    public int count() {
        return (int) loops.values().stream().filter(UserLoop::isOn).count();
    }

    /** Milliseconds of wall time until the user's next scheduled cycle; the interval if no loop is on. */
    public long nextCycleInMs(long userId) {
        Instant now = parts.clock().instant();
        Duration wait = Optional.ofNullable(loops.get(userId))
                .flatMap(UserLoop::nextCycle)
                .map(next -> Duration.between(now, next))
                .orElse(parts.settings().interval());
        return parts.settings().wallMillis(wait);
    }

    /** The hours the loops keep. */
    public TradingHours hours() {
        return parts.hours();
    }

    /** The settings the loops follow. */
    public LoopSettings settings() {
        return parts.settings();
    }

    /**
     * Ends all loops and lets no new one begin: cycles in flight are told to stop, give what has filled its
     * stop-loss and do no more. Does not wait
     * for them: close the workers next.
     */
    @Override
    public void close() {
        closed = true;
        loops.values().forEach(UserLoop::shutDown);
        cancelMorning();
    }

    private void cancelMorning() {
        ScheduledFuture<?> timer = morning;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void begin(long userId, Duration firstIn) {
        UserLoop loop = loop(userId);
        if (!closed) {
            loop.ensure(firstIn);
        }
        if (closed) {
            loop.shutDown();
        }
    }

    private UserLoop loop(long userId) {
        return loops.computeIfAbsent(UserIds.check(userId), id -> new UserLoop(id, parts, calendar, () -> closed));
    }

    private void startAll(Supplier<? extends Collection<Long>> exposed) {
        Instant now = parts.clock().instant();
        calendar.look(now);
        Instant next = parts.hours().nextCycleFrom(now, true);
        try {
            if (parts.hours().takesCycles(now)) {
                exposed.get().forEach(this::startExposed);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "who is exposed could not be read; it is tried again in {} s cause={}",
                    RETRY.toSeconds(),
                    e.toString());
            next = now.plus(RETRY);
        }
        long nanos = Duration.between(now, next).toNanos();
        if (!closed) {
            morning = parts.timers().schedule(() -> keepExposed(exposed), nanos, TimeUnit.NANOSECONDS);
        }
        if (closed) {
            cancelMorning();
        }
    }
}
