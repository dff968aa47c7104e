package io.ordermonitor.netty.server.demo;

import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something that somebody does in the demo's day. */
public sealed interface DemoAction {
    /** The longest that an action waits for its user's write lock. */
    Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /**
     * True if the action must happen again in a process that takes the day up so long after it: the process before may
     * have ended while it waited, or kept its effect in memory only. None of these does harm twice.
     */
    default boolean isRepeatedAt(Duration age) {
        return false;
    }

    /**
     * A trading application submits an order.
     *
     * @param name what other actions call it; part of its request key
     * @param stop the entry's trigger; null for a LIMIT entry
     */
    record Submit(
            String name,
            DemoMarket.Seat seat,
            Side side,
            int quantity,
            PaperShare share,
            @Nullable String stop,
            String limit,
            String slStop,
            String target)
            implements DemoAction {
        @Override
        public boolean isRepeatedAt(Duration age) {
            return age.compareTo(LONGEST_WAIT) < 0;
        }

        NewManagedOrder order(LocalDate day) {
            return new NewManagedOrder(
                    seat.userId(),
                    seat.accountId(),
                    share.id(),
                    side,
                    Product.MIS,
                    quantity,
                    stop == null ? OrderType.LIMIT : OrderType.STOPLIMIT,
                    stop == null ? null : new BigDecimal(stop),
                    new BigDecimal(limit),
                    new BigDecimal(slStop),
                    null,
                    new BigDecimal(target),
                    stop == null ? "pullback" : "breakout",
                    null,
                    requestKey(day, name));
        }
    }

    /** The source of fair prices computes new ones; null: none for that side. */
    record Fair(
            PaperShare share,
            @Nullable String buy,
            @Nullable String sell) implements DemoAction {}

    /** A person at the broker's terminal closes an account's position. */
    record CloseByHand(DemoMarket.Seat seat, PaperShare share) implements DemoAction {}

    /** The broker ends an account's session. */
    record ExpireSession(DemoMarket.Seat seat) implements DemoAction {}

    /** An account's line breaks. */
    record Outage(DemoMarket.Seat seat, Duration lasting) implements DemoAction {
        @Override
        public boolean isRepeatedAt(Duration age) {
            return age.compareTo(lasting) < 0;
        }
    }

    /** A user allows or forbids the regeneration of his rejected entries. */
    record Permit(long userId, boolean enabled) implements DemoAction {}

    /** A trading application moves an order's stop and target. */
    record Amend(DemoMarket.Seat seat, String name, String slStop, String target) implements DemoAction {
        @Override
        public boolean isRepeatedAt(Duration age) {
            return age.compareTo(LONGEST_WAIT) < 0;
        }
    }

    /** A trading application closes an order at the market. */
    record ExitNow(DemoMarket.Seat seat, String name) implements DemoAction {
        @Override
        public boolean isRepeatedAt(Duration age) {
            return age.compareTo(LONGEST_WAIT) < 0;
        }
    }

    /** All that is still open is closed. */
    record ExitAll() implements DemoAction {
        @Override
        public boolean isRepeatedAt(Duration age) {
            return true;
        }
    }

    static String requestKey(LocalDate day, String name) {
        return "demo-" + day + "-" + name;
    }
}
