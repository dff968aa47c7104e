package io.ordermonitor.order;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One write to a broker as it is kept for good: what was asked and why, what came back, what became of it.
 *
 * @param intent what was asked, by which step and rule, in which cycle, under which lease number
 * @param reply what the call gave; null if none was recorded (the process ended first, or a call is under way)
 * @param outcome what became of it; null while nobody knows
 * @param brokerOrderId the broker's id; null if none is known
 * @param reason the text that came with the outcome, "" if none
 * @param settledAt when that was known; null while it is not
 */
public record AuditedWrite(
        Intent intent,
        @Nullable Reply reply,
        Intent.@Nullable Outcome outcome,
        @Nullable String brokerOrderId,
        String reason,
        @Nullable Instant settledAt) {
    public AuditedWrite {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(reason, "reason");
    }

    /** A write of which nobody knows what became. */
    public AuditedWrite(Intent intent, @Nullable Reply reply) {
        this(intent, reply, null, null, "", null);
    }

    /** True if the order book, not the call, tells what became of it. */
    public boolean isSettledLater() {
        return outcome != null && !outcome.isReply();
    }
}
