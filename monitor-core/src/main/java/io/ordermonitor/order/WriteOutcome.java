package io.ordermonitor.order;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a recorded write, to be stored together with the leg order that shows it: told by the broker, or found
 * in the order book when nobody saw the answer.
 *
 * @param orderId the managed order
 * @param tag the intent's tag
 * @param write the intent's number under its tag
 * @param outcome what became of it
 * @param brokerOrderId the broker's id; null if none is known
 * @param reason the broker's or our text, "" if none
 * @param endedAt when the call ended, or the read of the book that showed it
 * @param reply what the call gave, if this process saw it and it may not be recorded yet; null otherwise
 */
public record WriteOutcome(
        long orderId,
        String tag,
        int write,
        Intent.Outcome outcome,
        @Nullable String brokerOrderId,
        String reason,
        Instant endedAt,
        @Nullable Reply reply) {
    public WriteOutcome {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(endedAt, "endedAt");
    }

    /** What the order book shows. */
    public WriteOutcome(
            long orderId,
            String tag,
            int write,
            Intent.Outcome outcome,
            @Nullable String brokerOrderId,
            String reason,
            Instant endedAt) {
        this(orderId, tag, write, outcome, brokerOrderId, reason, endedAt, null);
    }

    /** The outcome of a call. */
    public static WriteOutcome of(Intent.Settled settled) {
        Intent intent = settled.intent();
        return new WriteOutcome(
                intent.orderId(),
                intent.tag(),
                intent.write(),
                settled.outcome(),
                settled.brokerOrderId(),
                settled.reason(),
                settled.endedAt(),
                new Reply(settled.outcome(), settled.reason(), settled.sentAt(), settled.endedAt()));
    }

    /** This one over what was known before: what the call gave stands beside it. */
    public WriteOutcome over(WriteOutcome before) {
        return new WriteOutcome(
                orderId,
                tag,
                write,
                outcome,
                brokerOrderId == null ? before.brokerOrderId : brokerOrderId,
                reason,
                endedAt,
                before.reply == null ? reply : before.reply);
    }

    /**
     * True if it says more than what is stored: nothing, UNKNOWN, or NOT_FOUND of an order that turned up late. Whatever
     * else is stored stands.
     */
    public boolean saysMoreThan(Intent.@Nullable Outcome stored) {
        boolean open = stored == Intent.Outcome.UNKNOWN || stored == Intent.Outcome.NOT_FOUND;
        return stored == null || (open && outcome != Intent.Outcome.UNKNOWN && outcome != stored);
    }
}
