package io.ordermonitor.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long units stood bare at the exchange: from the fill of an entry to the stop, or the exit, that covers the last
 * of them. In market time.
 *
 * @param units how many
 * @param filledAt when the exchange filled them
 * @param shownAt when the first read or push ended that may have shown the fill; empty if none did before they were
 *     covered
 * @param coveredAt when the exchange had the stop live, or the units were gone
 */
public record BareSpan(long orderId, int units, Instant filledAt, Optional<Instant> shownAt, Instant coveredAt) {
    /** From the fill to the stop. */
    public Duration whole() {
        return Duration.between(filledAt, coveredAt);
    }

    /** From the first news of the fill to the stop. */
    public Duration sinceShown() {
        return shownAt.map(at -> Duration.between(at, coveredAt)).orElse(Duration.ZERO);
    }
}
