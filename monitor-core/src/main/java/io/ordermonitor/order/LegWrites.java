package io.ordermonitor.order;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What we have written to one broker order.
 *
 * @param modifications how many modifications were sent
 * @param sentAt when its placement was recorded
 * @param endedAt when our last write to it ended; a read counts for it only if it began after this
 * @param pending the write whose outcome is not known; null if none
 * @param observed its newest modification or cancellation, if that was recorded and not sent; the intents keep it
 */
public record LegWrites(
        int modifications,
        Instant sentAt,
        Instant endedAt,
        @Nullable PendingWrite pending,
        @Nullable ObservedWrite observed) {
    public LegWrites {
        Objects.requireNonNull(sentAt, "sentAt");
        Objects.requireNonNull(endedAt, "endedAt");
    }

    /** Those of a placement that was recorded then. */
    public static LegWrites placed(Instant at) {
        return new LegWrites(0, at, at, null, null);
    }

    LegWrites ended(Instant at, @Nullable PendingWrite unknown) {
        return new LegWrites(modifications, sentAt, at, unknown, null);
    }

    LegWrites settled() {
        return new LegWrites(modifications, sentAt, endedAt, null, observed);
    }

    LegWrites modified() {
        return new LegWrites(modifications + 1, sentAt, endedAt, pending, observed);
    }

    LegWrites observing(ObservedWrite write) {
        return new LegWrites(modifications, sentAt, endedAt, pending, write);
    }
}
