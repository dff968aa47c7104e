package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;

/** What a person asked to end, told by the state in which the order is found once that was done. */
enum Ending {
    /** The whole order. */
    EXIT {
        @Override
        String told(ManagedOrder order) {
            String which = "Order " + order.id();
            if (!order.state().isEnded()) {
                return which + " is being closed";
            }
            return order.entryFilled() > 0
                    ? which + " is closed"
                    : which + " has ended with nothing filled; there is nothing to close";
        }
    },
    /** What is left of its entry. */
    CANCEL {
        @Override
        String told(ManagedOrder order) {
            String entry = "he entry of order " + order.id();
            if (!order.live(LegKind.ENTRY).isEmpty()) {
                return "The rest of t" + entry + " is being cancelled";
            }
            if (order.entryFilled() >= order.terms().quantity()) {
                return "T" + entry + " has filled; there is nothing to cancel";
            }
            return order.state() == OrderState.ENTRY_REJECTED
                    ? "T" + entry + " was rejected; there is nothing to cancel"
                    : "The rest of t" + entry + " is cancelled";
        }
    };

    /** The beginning of a sentence, without its full stop. */
    final String of(ManagedOrder order) {
        return order.state() == OrderState.ENTRY_GIVEN_UP
                ? "Order " + order.id()
                        + " has ended: the broker's order book does not show its entry; if that turns up"
                        + " yet, it is taken over"
                : told(order);
    }

    abstract String told(ManagedOrder order);
}
