package io.ordermonitor.order;

/** The closed list of codes of errors and alarms, as clients see them in {@code details[].code}. */
public enum Code {
    BROKER_UNREACHABLE,
    SESSION_EXPIRED,
    NEEDS_LOGIN,
    RATE_LIMITED,
    DATABASE,
    VALIDATION,
    ORDER_REFUSED,
    UNPROTECTED,
    UNKNOWN_OUTCOME,
    WRONG_SIGN,
    STALE_PRICE,
    STEP_FAILED,
    DEADLINE,
    EXTERNAL,
    FROZEN,
    ENTRY_GIVEN_UP,
    TERMINAL_CHANGED,
    FOREIGN_TAG,
    ACCOUNT_OUT,
    DAILY_LOSS,
    QUARANTINED,
    LOOP_ENDED_EXPOSED
}
