package io.ordermonitor.order;

import java.util.Objects;

/**
 * Something a user must be told: an error of a cycle, or an alarm.
 *
 * @param step the step that found it, 1 to 10; 0 outside a cycle
 * @param accountId 0 if no one account is concerned
 * @param orderId 0 if no one managed order is concerned
 * @param code one of the closed list
 * @param message a sentence a trader understands, naming account and order
 * @param retryable true if the next cycle tries again by itself
 * @param alarm true if a person must act
 */
public record Finding(
        int step, long accountId, long orderId, Code code, String message, boolean retryable, boolean alarm) {
    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** An error that the next cycle tries to mend. */
    public static Finding error(int step, long accountId, long orderId, Code code, String message) {
        return new Finding(step, accountId, orderId, code, message, true, false);
    }

    /** Something that a person must act on. */
    public static Finding alarm(int step, long accountId, long orderId, Code code, String message) {
        return new Finding(step, accountId, orderId, code, message, false, true);
    }
}
