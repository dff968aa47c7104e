package io.ordermonitor.broker.paper;

/** How an account stands with its paper broker. */
public enum PaperSession {
    LIVE,
    /** A login mends it. */
    EXPIRED,
    /** Logins fail until a person has logged in. */
    NEEDS_LOGIN
}
