package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import java.util.List;

/** What became of something a user asked. */
public sealed interface IntakeResult {
    /** It was taken: the order as it is now, and what was written to the broker. */
    record Taken(ManagedOrder order, List<OrderWriter.Written> written) implements IntakeResult {
        public Taken {
            written = List.copyOf(written);
        }
    }

    /** The request key is known: nothing was done. */
    record Repeated(long orderId) implements IntakeResult {}

    /** Nothing was done; the reason says what, which and what next. */
    record Refused(String reason) implements IntakeResult {}
}
