package io.ordermonitor.order;

/** How an order prices itself at the exchange. */
public enum OrderType {
    LIMIT,
    MARKET,
    STOPLIMIT,
    STOPMARKET;

    /** True if the order waits for a trigger price. */
    public boolean isStop() {
        return this == STOPLIMIT || this == STOPMARKET;
    }

    /** True if the order carries a limit price. */
    public boolean isLimited() {
        return this == LIMIT || this == STOPLIMIT;
    }
}
