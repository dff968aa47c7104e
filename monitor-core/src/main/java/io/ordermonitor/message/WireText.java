package io.ordermonitor.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How text, money and instants are spelled on the wire. */
final class WireText {
    /** The longest text that came from a broker. */
    static final int BROKER_TEXT = 500;

    /** The longest sentence of ours, which may quote a broker. */
    static final int SENTENCE = 1_000;

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WireText() {}

    static String instant(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** Rupees with two decimals, or as many as it needs; never an exponent. */
    static String money(BigDecimal rupees) {
        BigDecimal stripped = rupees.stripTrailingZeros();
        return stripped.setScale(Math.max(2, stripped.scale())).toPlainString();
    }

    /** Without control characters and broken surrogates, and at most so long. */
    static String clean(String text, int longest) {
        int plain = 0;
        while (plain < text.length() && plain < longest && isPlain(text.charAt(plain))) {
            plain++;
        }
        return plain == text.length() ? text : cleaned(text, plain, longest);
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static String cleaned(String text, int plain, int longest) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), longest)).append(text, 0, plain);
        int at = plain;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int width = Character.charCount(point);
            if (out.length() + width > longest) {
                break;
            }
            if (isShown(point)) {
                out.appendCodePoint(point);
            }
            at += width;
        }
        return out.toString();
    }

    /** False for controls, for what changes the direction of text, and for half a character. */
    private static boolean isShown(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
