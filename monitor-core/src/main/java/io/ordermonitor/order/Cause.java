package io.ordermonitor.order;

/**
 * Why something was done: for the history of an order.
 *
 * @param step 1 to 10, or 0 outside a cycle
 * @param rule a short name such as {@code sl.place}
 * @param cycle the user's cycle number, or 0 outside a cycle
 * @param request the row of {@code order_request} that asked for it, or 0: a cycle did it, or the application asked
 */
public record Cause(int step, String rule, long cycle, long request) {
    /** What no row of {@code order_request} asked for. */
    public Cause(int step, String rule, long cycle) {
        this(step, rule, cycle, 0);
    }

    /** What the application asked for outside a cycle. */
    public static Cause asked(String rule) {
        return new Cause(0, rule, 0);
    }

    /** The same cause under another rule. */
    public Cause rule(String name) {
        return new Cause(step, name, cycle, request);
    }

    /** The same cause, asked for by a row of {@code order_request}. */
    public Cause askedBy(long requestId) {
        return new Cause(step, rule, cycle, requestId);
    }
}
