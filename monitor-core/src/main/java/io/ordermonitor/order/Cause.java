package io.ordermonitor.order;

/**
 * Why something was done: for the history of an order.
 *
 * @param step 1 to 10, or 0 outside a cycle
 * @param rule a short name such as {@code sl.place}
 * @param cycle the user's cycle number, or 0 outside a cycle
 */
public record Cause(int step, String rule, long cycle) {
    /** The same cause under another rule. */
    public Cause rule(String name) {
        return new Cause(step, name, cycle);
    }
}
