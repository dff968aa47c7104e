package io.ordermonitor.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How fast stepped time may go against the wall: market time elapsed = wall time elapsed x speed, at the most. */
final class Pace {
    private static final double NANOS = 1e9;

    private final Clock wall;
    private final Instant wallStart;
    private final Instant marketStart;
    private final double speed;

    Pace(Clock wall, Instant marketStart, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
        this.wall = wall;
        this.wallStart = wall.instant();
        this.marketStart = marketStart;
        this.speed = speed;
    }

    /** Nanoseconds of wall time until the market instant may be reached; 0 or less: now. */
    long nanosUntil(Instant due) {
        if (Double.isInfinite(speed)) {
            return 0;
        }
        double wanted = seconds(Duration.between(marketStart, due)) / speed;
        double passed = seconds(Duration.between(wallStart, wall.instant()));
        return (long) Math.min((wanted - passed) * NANOS, Long.MAX_VALUE);
    }

    /** The market instant that the wall has reached; with unlimited speed the start, since only timers move time. */
    Instant marketNow() {
        if (Double.isInfinite(speed)) {
            return marketStart;
        }
        Duration passed = Duration.between(wallStart, wall.instant());
        return marketStart.plusNanos((long) (seconds(passed) * speed * NANOS));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }
}
