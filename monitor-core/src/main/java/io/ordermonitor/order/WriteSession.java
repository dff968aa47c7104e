package io.ordermonitor.order;

/** What the hours allow of an instrument's segment now. */
public enum WriteSession {
    /** Everything is allowed. */
    OPEN,
    /** Exits and cancels only: entries have ended for the product. */
    NO_ENTRIES,
    /** The broker squares off: a stop that it took away is not placed anew. */
    SQUARING_OFF,
    /** Nothing is sent. */
    CLOSED;

    /** True if protective orders may be sent. */
    public boolean takesExits() {
        return this != CLOSED;
    }
}
