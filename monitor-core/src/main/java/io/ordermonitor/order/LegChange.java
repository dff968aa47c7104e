package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the order book showed of one broker order that we placed: it filled, triggered, or ended.
 *
 * @param version the managed order's version with it
 * @param cycle the cycle that stored it; 0 outside a cycle
 * @param fence the lease number under which it was stored
 * @param state its state then
 * @param filled units filled so far
 * @param averagePrice of all that has filled; null if nothing has
 * @param reason the broker's text, "" if none
 */
public record LegChange(
        String tag,
        LegKind leg,
        long version,
        Instant at,
        long cycle,
        long fence,
        LegState state,
        int quantity,
        int filled,
        @Nullable BigDecimal averagePrice,
        @Nullable String brokerOrderId,
        boolean triggered,
        String reason) {
    /** True if a broker order that changes so from {@code before} (null: it was not known) is worth telling. */
    public static boolean isTold(@Nullable LegOrder before, LegOrder after) {
        boolean filled = after.filled() != (before == null ? 0 : before.filled());
        boolean triggered = after.triggered() && (before == null || !before.triggered());
        boolean ended = after.state().isTerminal() && (before == null || before.state() != after.state());
        return filled || triggered || ended;
    }
}
