package io.ordermonitor.order;

/** The state of a managed order. */
public enum OrderState {
    ENTERING,
    OPEN,
    EXITING,
    CLOSED,
    CLOSED_EXTERNALLY,
    ENTRY_REJECTED,
    ENTRY_CANCELLED,
    ENTRY_GIVEN_UP,
    FROZEN;

    /** True if nothing more is expected to happen to the order. */
    public boolean isEnded() {
        return this != ENTERING && this != OPEN && this != EXITING && this != FROZEN;
    }
}
