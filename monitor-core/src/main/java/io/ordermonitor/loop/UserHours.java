package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;

/** When cycles of one user run: by the hours, by the segments he trades in, and by whether he is exposed. */
final class UserHours {
    private final long userId;
    private final LoopParts parts;

    UserHours(long userId, LoopParts parts) {
        this.userId = userId;
        this.parts = parts;
    }

    boolean takesCycles(Instant now) {
        return parts.hours().takesCycles(now);
    }

    /** True if the last session of the day is over for what he trades. */
    boolean isAfterClose(Instant now) {
        return parts.hours().isAfterClose(parts.cycles().segments(userId), now);
    }

    /** When his first cycle of a day comes next; users are spread over a tenth of the interval. */
    Instant morning(Instant after, boolean exposed) {
        Duration share = LoopSettings.share(parts.settings().interval().dividedBy(10), userId);
        return parts.hours().nextCycleFrom(after, exposed).plus(share);
    }

    /** When a cycle that is due then truly runs: if none runs then, when they begin again. */
    Instant running(Instant due) {
        return takesCycles(due) ? due : morning(due, parts.cycles().isExposed(userId));
    }
}
