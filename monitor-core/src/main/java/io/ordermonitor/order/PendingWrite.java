package io.ordermonitor.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write whose outcome nobody saw; the order book alone settles it.
 *
 * @param kind what was asked
 * @param write the number of its intent under the tag
 * @param to the terms asked for by a placement or modification; null for a cancellation
 * @param endedAt when the call ended; reads begun earlier say nothing
 * @param sessionExpired true if the broker answered that the session had ended: one complete read under a new session
 *     then proves absence
 * @param absentSince when the first complete read without the order ended; null if there was none yet
 */
public record PendingWrite(
        WriteKind kind,
        int write,
        @Nullable OrderTerms to,
        Instant endedAt,
        boolean sessionExpired,
        @Nullable Instant absentSince) {
    /** A recorded write whose call ended then without an answer. */
    public static PendingWrite of(Intent intent, Instant endedAt, boolean sessionExpired) {
        return new PendingWrite(intent.kind(), intent.write(), intent.terms(), endedAt, sessionExpired, null);
    }

    /** True if the broker's row has the terms asked for. */
    boolean isShownBy(BrokerOrder row) {
        return to != null && to.matches(row.type(), row.quantity(), row.limitPrice(), row.triggerPrice());
    }

    /** A copy that remembers the first complete read without the order. */
    public PendingWrite absentSince(Instant readEndedAt) {
        return new PendingWrite(kind, write, to, endedAt, sessionExpired, readEndedAt);
    }
}
