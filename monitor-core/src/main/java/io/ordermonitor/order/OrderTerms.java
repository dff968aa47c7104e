package io.ordermonitor.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a placement or modification asks of the exchange.
 *
 * @param quantity total units, including what has filled
 * @param limitPrice null for MARKET and STOPMARKET
 * @param triggerPrice null for LIMIT and MARKET
 */
public record OrderTerms(
        OrderType type,
        int quantity,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal triggerPrice) {
    public OrderTerms {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1, not " + quantity);
        }
        if ((limitPrice != null) != type.isLimited() || (triggerPrice != null) != type.isStop()) {
            throw new IllegalArgumentException(type + " with limit " + limitPrice + " and trigger " + triggerPrice);
        }
    }

    /** A LIMIT order. */
    public static OrderTerms limit(int quantity, BigDecimal price) {
        return new OrderTerms(OrderType.LIMIT, quantity, price, null);
    }

    /** A STOPLIMIT order. */
    public static OrderTerms stopLimit(int quantity, BigDecimal trigger, BigDecimal limit) {
        return new OrderTerms(OrderType.STOPLIMIT, quantity, limit, trigger);
    }

    /** The same prices for another total quantity. */
    public OrderTerms withQuantity(int total) {
        return new OrderTerms(type, total, limitPrice, triggerPrice);
    }

    /** True if type, quantity and prices (whatever their scale) are the same. */
    public boolean matches(OrderTerms other) {
        return matches(other.type, other.quantity, other.limitPrice, other.triggerPrice);
    }

    /** The same of a broker's row, which need not make sense. */
    boolean matches(OrderType as, int total, @Nullable BigDecimal limit, @Nullable BigDecimal trigger) {
        return type == as && quantity == total && same(limitPrice, limit) && same(triggerPrice, trigger);
    }

    private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return (a == null || b == null) ? a == null && b == null : a.compareTo(b) == 0;
    }
}
