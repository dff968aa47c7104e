package io.ordermonitor.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code order_request}: the way in from other languages.
 *
 * @param id the row
 * @param kind what is asked
 * @param terms of a SUBMIT or ADOPT; null otherwise, or if the row's columns make no valid order
 * @param orderId what CANCEL, EXIT, AMEND and SETTLE concern; 0 otherwise
 * @param brokerOrderId what ADOPT takes over, 1 to 64 characters without control or invisible ones; null otherwise
 * @param amendTo the terms of an AMEND as (stop-loss, target); null otherwise
 * @param scope what a FLATTEN covers; null otherwise
 * @param open how many units a SETTLE says the order holds; null otherwise
 * @param invalid why the row makes no valid request, with what is quoted of it made plain; null if it does
 * @param createdAt when it was written
 */
public record OrderRequest(
        long id,
        long userId,
        Kind kind,
        @Nullable NewManagedOrder terms,
        long orderId,
        @Nullable String brokerOrderId,
        @Nullable Amendment amendTo,
        @Nullable SwitchScope scope,
        @Nullable Integer open,
        @Nullable String invalid,
        Instant createdAt) {
    public OrderRequest {
        if (brokerOrderId != null) {
            PlainText.check("broker_order_id", brokerOrderId, 64);
        }
        invalid = invalid == null ? null : PlainText.shown(invalid);
    }

    /** What a request asks. */
    public enum Kind {
        SUBMIT,
        ADOPT,
        CANCEL,
        EXIT,
        AMEND,
        FLATTEN,
        SETTLE
    }

    /** What became of a request. */
    public enum Status {
        DONE,
        REFUSED
    }
}
