package io.ordermonitor.order;

/** Which way an order trades. */
public enum Side {
    BUY,
    SELL;

    /** The other side: what an exit of an entry on this side trades. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** +1 for BUY, -1 for SELL: what a filled unit adds to the net position. */
    public int sign() {
        return this == BUY ? 1 : -1;
    }
}
