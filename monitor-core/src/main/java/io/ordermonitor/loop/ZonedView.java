package io.ordermonitor.loop;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock in another zone. */
final class ZonedView extends Clock {
    private final Clock source;
    private final ZoneId zone;

    ZonedView(Clock source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return source.withZone(other);
    }

    @Override
    public Instant instant() {
        return source.instant();
    }
}
