package io.ordermonitor.netty.server;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text from outside, made harmless for terminals and logs: what would move the cursor, end the line or turn the writing
 * direction is shown as in Java source, {@code \}{@code u001b} for the escape sign.
 */
public final class PlainText {
    private static final int LONGEST_ECHO = 100;
    private static final String URL = "jdbc:";
    private static final int FIRST_SUPPLEMENTARY = 0x10000;

    private PlainText() {}

    /** A text on one line. Doing it twice does no more. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(PlainText::isHarmful)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(sign -> append(plain, sign));
        return plain.toString();
    }

    /** A text whose line ends were put there by us. */
    public static String lines(String text) {
        return text.lines().map(PlainText::line).collect(Collectors.joining(System.lineSeparator()));
    }

    /** What a person typed, on one line and cut where nobody reads on. */
    public static String echo(String typed) {
        return line(cut(typed));
    }

    /** As far as a person reads what he typed, and without a URL of a database: it may hold a password. */
    public static String cut(String typed) {
        int url = typed.toLowerCase(Locale.ROOT).indexOf(URL);
        String shown = url < 0 ? typed : typed.substring(0, url + URL.length()) + "...";
        return shown.codePointCount(0, shown.length()) <= LONGEST_ECHO
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, LONGEST_ECHO)) + "...";
    }

    private static void append(StringBuilder plain, int sign) {
        if (!isHarmful(sign)) {
            plain.appendCodePoint(sign);
            return;
        }
        switch (sign) {
            case '\n' -> plain.append("\\n");
            case '\r' -> plain.append("\\r");
            case '\t' -> plain.append("\\t");
            default -> {
                if (sign < FIRST_SUPPLEMENTARY) {
                    plain.append(String.format("\\u%04x", sign));
                } else {
                    plain.append(String.format(
                            "\\u%04x\\u%04x", (int) Character.highSurrogate(sign), (int) Character.lowSurrogate(sign)));
                }
            }
        }
    }

    /** Controls, invisible formatting such as a change of direction, line separators, and halves of characters. */
    private static boolean isHarmful(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
