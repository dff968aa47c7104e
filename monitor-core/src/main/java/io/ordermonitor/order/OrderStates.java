package io.ordermonitor.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** The state, flags and realised PnL of a managed order that follow from its broker orders. */
public final class OrderStates {
    private OrderStates() {}

    /** The order with state and flags as its broker orders have it. */
    public static ManagedOrder derive(ManagedOrder order) {
        if (order.state() == OrderState.FROZEN) {
            return order;
        }
        ManagedOrder to = order.withState(stateOf(order));
        boolean ended = to.open() <= 0;
        return ended
                ? to.withFlag(Flag.UNPROTECTED, false)
                        .withFlag(Flag.WAITING_FOR_SESSION, false)
                        .withFlag(Flag.SQUARING_OFF, false)
                : to;
    }

    private static OrderState stateOf(ManagedOrder order) {
        int open = order.open();
        boolean entryLive = !order.live(LegKind.ENTRY).isEmpty();
        if (open > 0) {
            return isExiting(order) ? OrderState.EXITING : OrderState.OPEN;
        }
        if (order.entryFilled() > 0 || order.externalExit() < 0) {
            if (open < 0 || !order.liveExits().isEmpty()) {
                return OrderState.EXITING;
            }
            if (entryLive) {
                return order.exitFilled() > 0 || order.externalExit() > 0 ? OrderState.EXITING : OrderState.ENTERING;
            }
            return order.externalExit() > 0 ? OrderState.CLOSED_EXTERNALLY : OrderState.CLOSED;
        }
        return entryLive ? OrderState.ENTERING : unfilled(order);
    }

    private static boolean isExiting(ManagedOrder order) {
        return order.exitRequested()
                || order.exitFilled() > 0
                || order.live(LegKind.SL).stream().anyMatch(sl -> !sl.type().isStop());
    }

    private static OrderState unfilled(ManagedOrder order) {
        List<LegOrder> entries = order.of(LegKind.ENTRY);
        if (entries.isEmpty()) {
            return order.entryEnded() ? OrderState.ENTRY_CANCELLED : OrderState.ENTERING;
        }
        // A slice that was given up may turn up yet: its order is not over because another one was refused.
        if (entries.stream().anyMatch(LegOrder::isGivenUp)) {
            return OrderState.ENTRY_GIVEN_UP;
        }
        // Nor is it if one was cancelled, whose last fill may show late: what is rejected leaves the work table.
        boolean rejected = entries.stream().anyMatch(e -> e.state() == LegState.REJECTED);
        if (rejected && entries.stream().noneMatch(OrderStates::isWithdrawn)) {
            return OrderState.ENTRY_REJECTED;
        }
        boolean recorded = entries.stream().anyMatch(LegOrder::isWouldSend);
        return recorded && !order.entryEnded() ? OrderState.ENTERING : OrderState.ENTRY_CANCELLED;
    }

    /** True if it was at the broker, and ended there without being rejected. */
    private static boolean isWithdrawn(LegOrder entry) {
        boolean ended = entry.state() == LegState.CANCELLED || entry.state() == LegState.EXPIRED;
        return ended && entry.brokerOrderId() != null;
    }

    /** Why an order ended of which nothing was filled or refused, as far as that is known. */
    public static Optional<String> whyEnded(ManagedOrder order) {
        boolean unfilled = order.state() == OrderState.ENTRY_CANCELLED || order.state() == OrderState.ENTRY_GIVEN_UP;
        return order.of(LegKind.ENTRY).stream()
                .filter(entry -> unfilled && !entry.reason().isEmpty())
                .reduce((first, second) -> second)
                .map(entry -> whyEnded(entry.reason()));
    }

    /** The same by the reason of its entry alone. */
    public static String whyEnded(String reason) {
        return reason.equals(LegOrder.OBSERVED)
                ? "only recorded while the account was observed, never sent; cancelled"
                : reason;
    }

    /** Rupees that the order's own exits have realised at its average entry price; externally closed units not. */
    public static BigDecimal realised(ManagedOrder order, BigDecimal multiplier) {
        BigDecimal entryValue = BigDecimal.ZERO;
        BigDecimal exitValue = BigDecimal.ZERO;
        int exits = 0;
        for (LegOrder leg : order.legOrders()) {
            BigDecimal average = leg.averagePrice();
            if (average == null || leg.filled() == 0) {
                continue;
            }
            BigDecimal value = average.multiply(BigDecimal.valueOf(leg.filled()));
            if (leg.leg() == LegKind.ENTRY) {
                entryValue = entryValue.add(value);
            } else if (leg.leg() != LegKind.FLATTEN) {
                exitValue = exitValue.add(value);
                exits += leg.filled();
            }
        }
        int entries = order.entryFilled();
        if (entries == 0 || exits == 0) {
            return BigDecimal.ZERO;
        }
        int matched = Math.min(exits, entries);
        return share(exitValue, matched, exits)
                .subtract(share(entryValue, matched, entries))
                .multiply(BigDecimal.valueOf(order.side().sign()))
                .multiply(multiplier)
                .setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal share(BigDecimal value, int units, int of) {
        return value.multiply(BigDecimal.valueOf(units)).divide(BigDecimal.valueOf(of), 4, RoundingMode.HALF_UP);
    }
}
