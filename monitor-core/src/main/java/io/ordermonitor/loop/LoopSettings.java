package io.ordermonitor.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When loops run (spec 4, settings {@code monitoring}).
 *
 * @param interval from one scheduled start to the next
 * @param initialDelay before a user's first cycle; null: the interval
 * @param minSpacing the least time between two starts of a user
 * @param deadline past it a cycle starts no further step, except work on stop-losses
 * @param linger how long a loop goes on after the last connection
 * @param keepMonitoring whether a loop goes on without a connection
 * @param nudges whether fills and terminal states ask for cycles
 * @param nudgesPerMinute the most nudged cycles of a user in a minute
 * @param speed market seconds a wall second, where the market clock is stepped; 1 otherwise
 */
public record LoopSettings(
        Duration interval,
        @Nullable Duration initialDelay,
        Duration minSpacing,
        Duration deadline,
        Duration linger,
        KeepMonitoring keepMonitoring,
        boolean nudges,
        int nudgesPerMinute,
        double speed) {
    /** Whether a loop goes on when the last connection has gone. */
    public enum KeepMonitoring {
        CONNECTED,
        /** As long as the user is exposed, see {@link UserCycles#isExposed}. */
        WHILE_EXPOSED
    }

    public LoopSettings {
        if (interval.isNegative() || interval.isZero() || minSpacing.isNegative() || deadline.isNegative()) {
            throw new IllegalArgumentException("interval must be above 0, min-spacing and deadline not negative");
        }
        if (linger.isNegative() || (initialDelay != null && initialDelay.isNegative())) {
            throw new IllegalArgumentException("linger and initial-delay must not be negative");
        }
        if (nudgesPerMinute < 0 || !(speed > 0)) {
            throw new IllegalArgumentException("nudges per minute must not be negative, and speed be above 0");
        }
    }

    /** The figures of the spec. */
    public static LoopSettings standard() {
        return new LoopSettings(
                Duration.ofSeconds(60),
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(45),
                Duration.ZERO,
                KeepMonitoring.CONNECTED,
                true,
                6,
                1);
    }

    /** The same with another rule for users without a connection. */
    public LoopSettings withKeepMonitoring(KeepMonitoring keep) {
        return new LoopSettings(
                interval, initialDelay, minSpacing, deadline, linger, keep, nudges, nudgesPerMinute, speed);
    }

    /** The same with another time after the last connection. */
    public LoopSettings withLinger(Duration time) {
        return new LoopSettings(
                interval, initialDelay, minSpacing, deadline, time, keepMonitoring, nudges, nudgesPerMinute, speed);
    }

    /** The same with another first delay. */
    public LoopSettings withInitialDelay(Duration delay) {
        return new LoopSettings(
                interval, delay, minSpacing, deadline, linger, keepMonitoring, nudges, nudgesPerMinute, speed);
    }

    /** The same with or without nudges. */
    public LoopSettings withNudges(boolean wanted) {
        return new LoopSettings(
                interval, initialDelay, minSpacing, deadline, linger, keepMonitoring, wanted, nudgesPerMinute, speed);
    }

    /** The same at another speed of the market clock. */
    public LoopSettings withSpeed(double marketSpeed) {
        return new LoopSettings(
                interval,
                initialDelay,
                minSpacing,
                deadline,
                linger,
                keepMonitoring,
                nudges,
                nudgesPerMinute,
                marketSpeed);
    }

    /** What a client waits by the wall clock for a market duration, in milliseconds. */
    public long wallMillis(Duration market) {
        return Double.isInfinite(speed) ? 0 : Math.max(0, (long) Math.ceil(market.toMillis() / speed));
    }

    /** The market duration of a wall duration, in milliseconds; unchanged at unlimited speed. */
    public long marketMillis(Duration wall) {
        return Double.isInfinite(speed) ? wall.toMillis() : (long) (wall.toMillis() * speed);
    }

    /** Where in a stretch a user stands, by a hash of the user, so that not all wake together. */
    static Duration share(Duration stretch, long userId) {
        long mixed = userId * 0x9E3779B97F4A7C15L;
        double part = (mixed >>> 11) * 0x1.0p-53;
        return Duration.ofMillis((long) (stretch.toMillis() * part));
    }

    Duration firstDelay(long userId) {
        Duration delay = initialDelay == null ? interval : initialDelay;
        return delay.minus(share(delay.dividedBy(10), userId));
    }
}
