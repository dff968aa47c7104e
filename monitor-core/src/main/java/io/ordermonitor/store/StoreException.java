package io.ordermonitor.store;

/** The database did not answer, or refused; nothing of the failed call is stored. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /**
     * A failed call.
     *
     * @param refusal true if the database answered, and would not have what it was given
     */
    public StoreException(String message, Throwable cause, boolean refusal) {
        super(message, cause);
        this.refusal = refusal;
    }

    public StoreException(String message) {
        super(message);
        this.refusal = false;
    }

    /** True if the database is known to answer: it is what it was given that it cannot store. */
    public boolean isRefusal() {
        return refusal;
    }
}
