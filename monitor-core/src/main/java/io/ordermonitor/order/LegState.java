package io.ordermonitor.order;

/**
 * The state of one broker order, and of a leg. An unknown status is live: nothing may be placed in its stead and
 * nothing else be written to it until the book says more.
 */
public enum LegState {
    /** Nothing at the broker. */
    NONE,
    /** Sent or queued, not seen at the exchange. */
    SENT,
    /** Rests at the exchange, or waits there for its trigger. */
    WORKING,
    /** Rests at the exchange with a part filled. */
    PARTIAL,
    /** A modification is under way. */
    MODIFYING,
    /** A cancellation is under way; it may still fill. */
    CANCELLING,
    /** We do not know: an outcome never came, or the broker's word is not one of ours. */
    UNKNOWN,
    FILLED,
    CANCELLED,
    REJECTED,
    EXPIRED;

    /** May still fill at the exchange. */
    public boolean isLive() {
        return this != NONE && !isTerminal();
    }

    /** Ended for good (though a late fill is a fact that is applied and alarmed). */
    public boolean isTerminal() {
        return this == FILLED || this == CANCELLED || this == REJECTED || this == EXPIRED;
    }

    /** Live, and takes a modification or a cancellation now. */
    public boolean isSettled() {
        return this == WORKING || this == PARTIAL;
    }
}
