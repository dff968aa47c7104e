package io.ordermonitor.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast stepped time may go against the wall: market time elapsed = wall time elapsed x speed, at the most. What the
 * wall gains in a long halt (a suspended machine, a database that does not answer, a clock set forward or back) is not
 * caught up in a rush: the market goes on from where it stood. Thread-safe.
 */
final class Pace {
    private static final double NANOS = 1e9;

    /** Shorter halts are caught up, so that the speed holds on the average. */
    private static final double LONGEST_LAG_SECONDS = 2;

    private final Clock wall;
    private final Instant marketStart;
    private final double speed;
    private Instant wallSeen;
    private double passed;

    Pace(Clock wall, Instant marketStart, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
        this.wall = wall;
        this.wallSeen = wall.instant();
        this.marketStart = marketStart;
        this.speed = speed;
    }

    /** Nanoseconds of wall time until the instant of the earliest timer may be reached; 0 or less: now. */
    synchronized long nanosUntil(Instant due) {
        if (Double.isInfinite(speed)) {
            return 0;
        }
        look();
        double wanted = seconds(Duration.between(marketStart, due)) / speed;
        if (passed - wanted > LONGEST_LAG_SECONDS) {
            passed = wanted;
        }
        return (long) Math.min((wanted - passed) * NANOS, Long.MAX_VALUE);
    }

    /** The market instant that the wall has reached; with unlimited speed the start, since only timers move time. */
    synchronized Instant marketNow() {
        if (Double.isInfinite(speed)) {
            return marketStart;
        }
        look();
        return marketStart.plusNanos((long) (passed * speed * NANOS));
    }

    private void look() {
        Instant now = wall.instant();
        passed += Math.max(0, seconds(Duration.between(wallSeen, now)));
        wallSeen = now;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }
}
