package io.ordermonitor.order;

import java.util.Objects;

/**
 * The key of an instrument, {@code segment:token} in XTS words, such as {@code NSECM:2885}.
 *
 * @param segment the exchange segment, {@code NSECM}, {@code NSEFO} and so on
 * @param token the exchange's token
 */
public record InstrumentId(String segment, String token) implements Comparable<InstrumentId> {
    public InstrumentId {
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(token, "token");
        if (!segment.matches("[A-Z]{2,12}") || !token.matches("[0-9A-Za-z_.&-]{1,40}")) {
            throw wrong(segment + ":" + token);
        }
    }

    /** Reads {@code SEGMENT:TOKEN}. */
    public static InstrumentId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw wrong(text);
        }
        return new InstrumentId(text.substring(0, colon), text.substring(colon + 1));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "not an instrument: '" + PlainText.shown(text) + "'; expected SEGMENT:TOKEN such as NSECM:2885");
    }

    @Override
    public int compareTo(InstrumentId other) {
        int bySegment = segment.compareTo(other.segment);
        return bySegment != 0 ? bySegment : token.compareTo(other.token);
    }

    @Override
    public String toString() {
        return segment + ":" + token;
    }
}
