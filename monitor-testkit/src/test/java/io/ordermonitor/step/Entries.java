package io.ordermonitor.step;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What tests submit: around 1500, with a stop 20 and a target 40 away. */
final class Entries {
    private Entries() {}

    /** Buys 100 at a limit of 1500. */
    static NewManagedOrder buy(String key) {
        return entry(CycleBench.ACCOUNT, CycleBench.RELIANCE, Side.BUY, 100, OrderType.LIMIT, key);
    }

    /** Buys at a limit of 1500 on another account. */
    static NewManagedOrder buy(long account, String key) {
        return entry(account, CycleBench.RELIANCE, Side.BUY, 100, OrderType.LIMIT, key);
    }

    /** Sells 100 at a limit of 1500. */
    static NewManagedOrder sell(String key) {
        return entry(CycleBench.ACCOUNT, CycleBench.RELIANCE, Side.SELL, 100, OrderType.LIMIT, key);
    }

    /** Buys 100 once 1500 is reached. */
    static NewManagedOrder buyAbove(String key) {
        return entry(CycleBench.ACCOUNT, CycleBench.RELIANCE, Side.BUY, 100, OrderType.STOPLIMIT, key);
    }

    /** Buys so many units of the future. */
    static NewManagedOrder buyFuture(int quantity, String key) {
        return entry(CycleBench.ACCOUNT, CycleBench.NIFTY, Side.BUY, quantity, OrderType.LIMIT, key);
    }

    static NewManagedOrder entry(
            long account, InstrumentId instrument, Side side, int quantity, OrderType type, String key) {
        BigDecimal price = new BigDecimal("1500.00");
        BigDecimal sign = BigDecimal.valueOf(side.sign());
        return terms(
                account,
                instrument,
                side,
                quantity,
                type,
                price.subtract(sign.multiply(new BigDecimal("20.00"))),
                price.add(sign.multiply(new BigDecimal("40.00"))),
                Product.MIS,
                key);
    }

    static NewManagedOrder terms(
            long account,
            InstrumentId instrument,
            Side side,
            int quantity,
            OrderType type,
            BigDecimal stop,
            @Nullable BigDecimal target,
            Product product,
            String key) {
        boolean waits = type == OrderType.STOPLIMIT;
        return new NewManagedOrder(
                CycleBench.USER,
                account,
                instrument,
                side,
                product,
                quantity,
                type,
                waits ? new BigDecimal("1500.00") : null,
                new BigDecimal(waits ? "1501.00" : "1500.00"),
                stop,
                null,
                target,
                "breakout",
                null,
                key);
    }
}
