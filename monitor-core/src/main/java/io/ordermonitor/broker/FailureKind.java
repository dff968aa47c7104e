package io.ordermonitor.broker;

/** Why a read failed, or a write was not sent. */
public enum FailureKind {
    /** No connection, a time-out, or an answer that is not the broker's. */
    UNREACHABLE,
    /** The session has ended; a login may mend it. */
    SESSION_EXPIRED,
    /** A person must log in. */
    NEEDS_LOGIN,
    /** Too many calls; the session is good. */
    RATE_LIMITED,
    /** The broker answered, and the answer makes no sense. */
    INVALID
}
