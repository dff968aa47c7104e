package io.ordermonitor.order;

/** What is out of the ordinary about a managed order; an order carries a set of them. */
public enum Flag {
    UNPROTECTED,
    WAITING_FOR_SESSION,
    SQUARING_OFF,
    CHASING,
    TP_REFUSED,
    WRONG_SIGN,
    SHORTFALL,
    STALE
}
