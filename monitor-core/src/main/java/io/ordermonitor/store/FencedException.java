package io.ordermonitor.store;

/** Another process owns the user now: nothing may be recorded, and so nothing sent, for him here. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
        super(message);
    }
}
