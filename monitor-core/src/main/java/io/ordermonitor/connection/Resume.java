package io.ordermonitor.connection;

/**
 * What a returning client has: everything up to a number of an epoch.
 *
 * @param since the newest number it saw, 0 or more
 * @param epoch the epoch that its last welcome named
 */
public record Resume(long since, String epoch) {
    public Resume {
        if (since < 0) {
            throw new IllegalArgumentException("since must not be negative: " + since);
        }
    }
}
