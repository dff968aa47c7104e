package io.ordermonitor.broker;

/** The outcome of a write. */
public sealed interface WriteResult {
    /** Queued by the broker; whether it lives is read from the order book. */
    record Accepted(String brokerOrderId) implements WriteResult {}

    /** Definitely refused: nothing changed at the broker. */
    record Refused(String reason) implements WriteResult {}

    /** Definitely not sent: nothing changed at the broker. */
    record NotSent(FailureKind kind, String reason) implements WriteResult {}

    /**
     * Nobody knows.
     *
     * @param sessionExpired true if the broker answered that the session had ended
     */
    record Unknown(String reason, boolean sessionExpired) implements WriteResult {}
}
