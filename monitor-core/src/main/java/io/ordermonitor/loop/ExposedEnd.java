package io.ordermonitor.loop;

import java.time.Instant;

/** Is told when a loop ends although its user is exposed, so that an alarm is raised. Must not block for long. */
@FunctionalInterface
public interface ExposedEnd {
    /** The reason of a loop whose user another process has taken. */
    String LEASE_LOST = "lease lost";

    /** Tells nobody. */
    ExposedEnd NONE = (userId, at, reason) -> {};

    /** A loop ended; {@code reason} goes to logs and alarms. */
    void ended(long userId, Instant at, String reason);
}
