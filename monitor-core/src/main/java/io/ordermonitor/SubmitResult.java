package io.ordermonitor;

import io.ordermonitor.order.ManagedOrder;

/** What became of something that a trading application asked. */
public sealed interface SubmitResult {
    /** It was taken: the order as it is now. Its entry may be refused or unknown already: look at the state. */
    record Submitted(ManagedOrder order) implements SubmitResult {}

    /** The request key is known: nothing was done. */
    record Repeated(long orderId) implements SubmitResult {}

    /** Nothing was done; the reason says what, which and what next. */
    record Refused(String reason) implements SubmitResult {}
}
