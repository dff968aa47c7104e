package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Stores;
import java.util.List;
import java.util.Optional;

/** What is stored on a simulated day: as its processes have it, and as it is, whatever fails. */
interface StoredDay {
    /** The stores of the next process of the day. */
    Stores open(Life life);

    /** The stores as programs have them that are no monitors. */
    Stores stores();

    /** A call from here on fails, by this number. */
    void fail(int pick);

    /** A call from here on is carried out, and its answer is lost, by this number. */
    void loseReply(int pick);

    /** All calls fail until {@link #restore}. */
    void outage();

    /** Nothing fails any more. */
    void restore();

    /** True if an alarm of an order is stored and stands, whichever process raised it. */
    default boolean isAlarmed(ManagedOrder order, Code code) {
        try {
            return stores().alarms().standing(order.userId()).stream()
                    .anyMatch(alarm -> alarm.orderId() == order.id() && alarm.code() == code);
        } catch (StoreException e) {
            return false;
        }
    }

    /** The managed orders of a user by id; those moved as rejected are left out. */
    List<ManagedOrder> orders(long userId);

    /** One order, moved as rejected or not. */
    Optional<ManagedOrder> order(long orderId);

    /** The story of one order, oldest first. */
    List<Orders.HistoryEntry> history(long orderId);

    /** The archived copy of a rejected order. */
    Optional<RejectedOrder> rejected(long orderId);

    /** One account. */
    Optional<Account> account(long accountId);

    /** What a user permits. */
    Optional<Permission> permission(long userId);

    /** Every intent ever recorded. */
    List<Intent> intents();

    /** Every outcome ever recorded. */
    List<Intent.Settled> outcomes();

    /** Intents of which nobody knows yet what became. */
    List<Intent> unsettled();

    /** The day has ended. */
    void close();
}
