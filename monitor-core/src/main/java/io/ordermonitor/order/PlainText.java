package io.ordermonitor.order;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text that programs and people outside gave us, such as a strategy's name or a request's key. It ends in logs,
 * terminals and pages: so it is letters, digits, signs and spaces of any script, and never a control character, a line
 * break, something that turns the direction of writing, or half a character. The two joiners that Indian scripts are
 * written with are letters here.
 */
final class PlainText {
    private static final String UNSEEN = "[\\p{C}\\p{Zl}\\p{Zp}&&[^\\x{200C}\\x{200D}]]";
    private static final Pattern HIDDEN = Pattern.compile(UNSEEN);
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x{0}\\p{Cs}]");
    private static final int LONGEST_SHOWN = 300;

    private PlainText() {}

    /**
     * Returns the value as it is.
     *
     * @param longest in UTF-16 characters
     * @throws IllegalArgumentException if it is blank, longer, or not plain; the value itself is not in the message
     */
    static String check(String name, String value, int longest) {
        checkStored(name, value, longest);
        whyNot(name, value).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return value;
    }

    /**
     * Returns a value that may have been stored before it had to be plain.
     *
     * @param longest in UTF-16 characters
     * @throws IllegalArgumentException if it is blank, longer, or nothing that a database takes
     */
    static String checkStored(String name, String value, int longest) {
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(name + " must have 1 to " + longest + " characters");
        }
        if (UNSTORABLE.matcher(value).find()) {
            throw new IllegalArgumentException(complaint(name));
        }
        return value;
    }

    /** Why a value is not plain, without the value; empty if it is. */
    static Optional<String> whyNot(String name, String value) {
        return HIDDEN.matcher(value).find() ? Optional.of(complaint(name)) : Optional.empty();
    }

    private static String complaint(String name) {
        return name + " must not have control or invisible characters";
    }

    /** What may be shown of a text that may be anything: its plain characters, at most 300. */
    static String shown(String text) {
        String start = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return HIDDEN.matcher(start).replaceAll("?");
    }
}
