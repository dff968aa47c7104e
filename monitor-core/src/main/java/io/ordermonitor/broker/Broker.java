package io.ordermonitor.broker;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * One account at its broker. Every call blocks until the broker answered or its time-out; calls of one account may
 * come from several threads. Nothing of a broker throws for what the broker did: what happened is a value.
 */
public interface Broker {
    /** The day's whole order book, or why it could not be read: never a part of it. */
    Read<BrokerOrder> orderBook();

    /** All net positions, or why they could not be read. */
    Read<Position> positions();

    /** Last prices of instruments, in one call; those that the broker does not know are missing. */
    Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments);

    /** Places a new order. */
    WriteResult place(PlaceOrder order);

    /** Modifies a live order; all terms are sent. */
    WriteResult modify(ModifyOrder order);

    /** Cancels what is left of a live order. */
    WriteResult cancel(CancelOrder order);

    /** Logs in anew after a session-expired answer; callers make it single-flight. */
    Login login();

    /** Tells a listener of order events (postback, order stream) until the handle is closed. */
    Subscription subscribe(OrderEventListener listener);

    /** What the broker takes and how often. */
    BrokerProfile profile();

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Is told when an order changed, on a thread of the broker's; must not block. */
    @FunctionalInterface
    interface OrderEventListener {
        /** The order as it is now. */
        void onOrderEvent(BrokerOrder row);
    }
}
