package io.ordermonitor.netty.server.paper;

/** Where the prices of a paper exchange come from. */
public enum PaperPrices {
    /** The recorded days, in their sessions. */
    RECORDED,
    /** Made up, around the clock. */
    WALK
}
