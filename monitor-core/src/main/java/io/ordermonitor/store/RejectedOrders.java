package io.ordermonitor.store;

import io.ordermonitor.order.RejectedOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Orders whose entry was rejected: table {@code rejected_order}. */
public interface RejectedOrders {
    /** Moves orders out of {@code orders} into {@code rejected_order}, all in one transaction. */
    void move(long userId, List<RejectedOrder> rejected);

    /** The user's rows of the day, rejected at or after {@code since}, that have no regeneration yet, oldest first. */
    List<RejectedOrder> notRegenerated(long userId, LocalDate tradingDay, Instant since);
}
