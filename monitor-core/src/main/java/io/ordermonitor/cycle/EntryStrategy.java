package io.ordermonitor.cycle;

import io.ordermonitor.order.Market;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.RejectedOrder;
import java.util.Optional;

/**
 * Makes a new entry out of a rejected one. Must be quick and must not block; what it throws is reported as an error of
 * that order alone.
 */
@FunctionalInterface
public interface EntryStrategy {
    /**
     * Makes the terms of a new entry, or declines.
     *
     * @param rejected the order with the broker's reason and its class
     * @param market what is known of the instrument's market now
     * @param requestKey the key that the new entry must carry
     * @return the new terms, for the same user, account and instrument and at most the same quantity; empty to decline
     */
    Optional<NewManagedOrder> regenerate(RejectedOrder rejected, Market market, String requestKey);
}
