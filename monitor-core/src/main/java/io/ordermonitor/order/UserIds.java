package io.ordermonitor.order;

import java.util.OptionalLong;

/** What a user id is: a positive integer up to 2^53-1, since browsers lose larger ones. */
public final class UserIds {
    /** The largest user id. */
    public static final long MAX = (1L << 53) - 1;

    private UserIds() {}

    /** Returns the id, or throws if it is out of range. */
    public static long check(long userId) {
        if (userId < 1 || userId > MAX) {
            throw new IllegalArgumentException("user id must be 1 to " + MAX + ", not " + userId);
        }
        return userId;
    }

    /** Reads a decimal id without sign, blanks or leading zeros; empty if the text is anything else. */
    public static OptionalLong parse(String text) {
        if (!text.matches("[1-9][0-9]{0,15}")) {
            return OptionalLong.empty();
        }
        long id = Long.parseLong(text);
        return id <= MAX ? OptionalLong.of(id) : OptionalLong.empty();
    }
}
