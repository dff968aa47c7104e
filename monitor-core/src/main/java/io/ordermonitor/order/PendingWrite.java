package io.ordermonitor.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write whose outcome nobody saw; the order book alone settles it.
 *
 * @param kind what was asked
 * @param to the terms asked for by a placement or modification; null for a cancellation
 * @param endedAt when the call ended; reads begun earlier say nothing
 * @param sessionExpired true if the broker answered that the session had ended: one complete read under a new session
 *     then proves absence
 * @param absentSince when the first complete read without the order ended; null if there was none yet
 */
public record PendingWrite(
        WriteKind kind,
        @Nullable OrderTerms to,
        Instant endedAt,
        boolean sessionExpired,
        @Nullable Instant absentSince) {
    /** A copy that remembers the first complete read without the order. */
    public PendingWrite absentSince(Instant readEndedAt) {
        return new PendingWrite(kind, to, endedAt, sessionExpired, readEndedAt);
    }
}
