package io.ordermonitor.order;

/** What kind of reason a broker gave for a rejection. */
public enum RejectionClass {
    MARGIN,
    PRICE_BAND,
    FREEZE_QUANTITY,
    SELF_TRADE,
    MARKET_CLOSED,
    INSTRUMENT,
    PERMISSION,
    OTHER;

    /** False for reasons that placing anew cannot mend. */
    public boolean isWorthRegenerating() {
        return this != MARGIN && this != INSTRUMENT && this != PERMISSION;
    }
}
