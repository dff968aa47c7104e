package io.ordermonitor.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the call of a write gave, as it was received: whatever the order book shows later stands beside it.
 *
 * @param outcome what it said; UNKNOWN if no answer came
 * @param text the broker's text, cut and without secrets, or ours; "" if none
 * @param sentAt when the call began; null if none was made
 * @param endedAt when it ended, or when it was decided to make none
 */
public record Reply(
        Intent.Outcome outcome, String text, @Nullable Instant sentAt, Instant endedAt) {
    public Reply {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(endedAt, "endedAt");
        if (!outcome.isReply()) {
            throw new IllegalArgumentException("no call ends with " + outcome);
        }
    }

    /** How long the call took by the market clock; empty if none was made. */
    public Optional<Duration> took() {
        return sentAt == null ? Optional.empty() : Optional.of(Duration.between(sentAt, endedAt));
    }
}
