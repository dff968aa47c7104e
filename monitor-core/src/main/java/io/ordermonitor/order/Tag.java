package io.ordermonitor.order;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client order id that a broker order of ours carries: installation, order, leg, and a number counted over all
 * slices and attempts of the leg. At most 16 of {@code [0-9a-z]}; never used twice.
 */
public final class Tag {
    private static final Pattern PARTS = Pattern.compile("([1-9a-z][0-9a-z]{0,10})[estf][1-9a-z][0-9a-z]{0,3}");

    private static final Pattern AMBIGUOUS = Pattern.compile(".*[estf].+");

    private Tag() {}

    /**
     * The tag of one broker order.
     *
     * @param installation the 3-character id made at the first migration
     * @param number counted from 1 over all slices and attempts of the leg
     */
    public static String of(String installation, long orderId, LegKind leg, int number) {
        if (!installation.matches("[0-9a-z]{3}") || orderId < 1 || number < 1) {
            throw new IllegalArgumentException(
                    "no tag of installation '" + installation + "', order " + orderId + ", number " + number);
        }
        String tag = installation + Long.toString(orderId, 36) + leg.letter() + Integer.toString(number, 36);
        if (tag.length() > 16) {
            throw new IllegalArgumentException("tag " + tag + " has more than 16 characters");
        }
        return tag.toLowerCase(Locale.ROOT);
    }

    /**
     * The number after another one. Those are left out whose text has a leg's letter anywhere but at its end: a tag with
     * one of them could be read as that of another order, and be the same.
     */
    static int nextNumber(int after) {
        int number = after + 1;
        while (AMBIGUOUS.matcher(Integer.toString(number, 36)).matches()) {
            number++;
        }
        return number;
    }

    /**
     * The managed order of a tag of this installation; empty if the text is no such tag. Of the ways to read it the one
     * with the smallest number counts: no other is given out.
     */
    public static OptionalLong orderOf(String installation, String tag) {
        if (!tag.matches("[0-9a-z]{6,16}") || !tag.startsWith(installation)) {
            return OptionalLong.empty();
        }
        Matcher parts = PARTS.matcher(tag.substring(installation.length()));
        return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group(1), 36)) : OptionalLong.empty();
    }
}
