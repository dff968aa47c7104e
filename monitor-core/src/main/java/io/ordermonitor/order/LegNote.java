package io.ordermonitor.order;

/** What we know of a broker order that its state does not tell. */
public enum LegNote {
    NONE,
    /** Its placement was recorded and not sent: its account is only observed. */
    WOULD_SEND,
    /** Its placement was recorded and certainly not sent. */
    NOT_SENT,
    /** We asked for its cancellation; any other cancelled order was taken away. */
    CANCELLED_BY_US,
    /** The broker refused our last modification: it does not grow, another slice takes its place. */
    UNCHANGEABLE
}
