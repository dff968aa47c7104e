package io.ordermonitor.store;

import io.ordermonitor.order.OrderRequest;
import java.util.List;

/** Rows of {@code order_request}, apart from all else that a cycle reads. */
public interface Requests {
    /** A user's rows that are not answered, oldest first. */
    List<OrderRequest> waiting(long userId);

    /**
     * Writes the answer of a row. The first answer stands: a later one changes nothing.
     *
     * @param orderId the managed order concerned; 0 if none
     * @throws FencedException if this process never took the user, or another process owns him now
     */
    void answer(long userId, long requestId, OrderRequest.Status status, String reason, long orderId);
}
