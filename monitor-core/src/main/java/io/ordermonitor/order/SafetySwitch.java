package io.ordermonitor.order;

/** The safety switches that stay as they are set. */
public enum SafetySwitch {
    /** The kill switch: no entry is sent, regenerated or followed; exits and cancels pass. */
    STOP_ENTRIES,
    /** Nothing at all is written to a broker; what rests there stays, everything is still read and told. */
    PAUSE
}
