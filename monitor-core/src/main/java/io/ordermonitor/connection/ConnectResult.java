package io.ordermonitor.connection;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a connect. */
public sealed interface ConnectResult {
    /** Registered and welcomed under this id. */
    record Connected(UUID connectionId) implements ConnectResult {}

    /**
     * Refused: the connection was told so and closed with the code.
     *
     * @param retryAt when it may come back, by the market clock; null if nobody knows
     * @param retryAfterMs the same as a wait by the wall clock, with a random part so that not all come back together
     */
    record ConnectionRejected(
            int code,
            String reason,
            @Nullable Instant retryAt,
            @Nullable Long retryAfterMs) implements ConnectResult {}
}
