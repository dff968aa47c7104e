package io.ordermonitor.store;

import io.ordermonitor.order.OrderRequest;

/** Answers rows of {@code order_request}. */
public interface Requests {
    /**
     * Writes the answer of a row.
     *
     * @param orderId the managed order concerned; 0 if none
     */
    void answer(long requestId, OrderRequest.Status status, String reason, long orderId);
}
