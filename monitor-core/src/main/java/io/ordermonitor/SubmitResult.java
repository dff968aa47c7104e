package io.ordermonitor;

import io.ordermonitor.order.ManagedOrder;

/** What became of something that a trading application asked. */
public sealed interface SubmitResult {
    /**
     * It was taken. Its entry may be refused or unknown already: look at the state.
     *
     * @param order as it is now
     * @param said what is still to be known, as a sentence: that the stop-loss of an amended order is not placed yet; ""
     *     if nothing
     */
    record Submitted(ManagedOrder order, String said) implements SubmitResult {}

    /** The request key is known: nothing was done. */
    record Repeated(long orderId) implements SubmitResult {}

    /** Nothing was done; the reason says what, which and what next. */
    record Refused(String reason) implements SubmitResult {}
}
