package io.ordermonitor.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code order_request} that asked something of an order.
 *
 * @param id the row
 * @param kind what it asked
 * @param key its request key
 * @param createdAt when it was written
 * @param status what it was answered; null while it waits
 * @param reason why it was refused, or what was still to be known; "" if nothing
 */
public record AskedRequest(
        long id,
        OrderRequest.Kind kind,
        String key,
        Instant createdAt,
        OrderRequest.@Nullable Status status,
        String reason) {}
