package io.ordermonitor.order;

/** The product a position is held under, in the exchange's words: intraday, carried derivative, delivery. */
public enum Product {
    MIS,
    NRML,
    CNC
}
