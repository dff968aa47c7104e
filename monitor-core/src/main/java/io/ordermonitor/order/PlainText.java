package io.ordermonitor.order;

import java.util.regex.Pattern;

/**
 * Text that programs and people outside gave us, such as a strategy's name or a request's key. It ends in logs,
 * terminals and pages: so it is letters, digits, signs and spaces of any script, and never a control character, a line
 * break, something that turns the direction of writing, or half a character.
 */
final class PlainText {
    private static final String UNSEEN = "\\p{C}\\p{Zl}\\p{Zp}";
    private static final Pattern PLAIN = Pattern.compile("[^" + UNSEEN + "]+");
    private static final Pattern HIDDEN = Pattern.compile("[" + UNSEEN + "]");
    private static final int LONGEST_SHOWN = 300;

    private PlainText() {}

    /**
     * Returns the value as it is.
     *
     * @param longest in UTF-16 characters
     * @throws IllegalArgumentException if it is blank, longer, or not plain; the value itself is not in the message
     */
    static String check(String name, String value, int longest) {
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(name + " must have 1 to " + longest + " characters");
        }
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must not have control or invisible characters");
        }
        return value;
    }

    /** What may be shown of a text that may be anything: its plain characters, at most 300. */
    static String shown(String text) {
        String start = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return HIDDEN.matcher(start).replaceAll("?");
    }
}
