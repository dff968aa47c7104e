package io.ordermonitor.broker;

import io.ordermonitor.order.Account;

/** Finds the broker of an account. The same account gets the same instance. */
@FunctionalInterface
public interface Brokers {
    /**
     * The broker of an account.
     *
     * @throws IllegalArgumentException if the account's broker profile is not configured; the message names it
     */
    Broker of(Account account);
}
