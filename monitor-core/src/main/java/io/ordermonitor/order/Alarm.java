package io.ordermonitor.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person must act on.
 *
 * @param accountId 0 if no one account is concerned
 * @param orderId 0 if no one managed order is concerned
 * @param since when it was raised
 * @param cleared when it went away; null while it stands
 */
public record Alarm(
        long userId,
        long accountId,
        long orderId,
        Code code,
        String message,
        Instant since,
        @Nullable Instant cleared) {
    /** The same alarm, over since then. */
    public Alarm cleared(Instant at) {
        return new Alarm(userId, accountId, orderId, code, message, since, at);
    }
}
