package io.ordermonitor.order;

/** The three writes that a broker takes. */
public enum WriteKind {
    PLACE,
    MODIFY,
    CANCEL
}
