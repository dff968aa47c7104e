package io.ordermonitor.broker.paper;

/** The paper exchange's store did not answer, or refused. */
public final class PaperStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PaperStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
