package io.ordermonitor.order;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that came from a broker, as it may be stored and shown: cut to 500 characters, on one line, and without the
 * owner's client code, tokens or keys (spec 8).
 */
public final class BrokerText {
    private static final int LONGEST = 500;
    private static final String MASK = "***";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\x{200C}\\x{200D}]]");
    /** What is said to be one: a name, a sign, a value. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:token|api_?-?key|app_?-?key|secret(?:_?-?key)?|password|passwd|pin|otp|authorization|checksum"
                    + "|session_?-?id|cookie)(?:[\"']?\\s*=\\s*[\"']?|[\"']\\s*:\\s*[\"']?|\\s*:\\s*(?=\\S*\\d|\\S{12}))"
                    + "(?:(?:bearer|token|basic)\\s+)?)[^\\s\"',;&})]+");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer\\s+)[\\w.~+/=:-]{8,}");
    /** What looks like one: a signed token, or a long run of letters and digits mixed. */
    private static final Pattern OPAQUE = Pattern.compile(
            "\\beyJ[\\w-]{8,}(?:\\.[\\w-]+)*|\\b(?=[A-Za-z+=]*\\d)(?=[\\d+=]*[A-Za-z])[A-Za-z\\d+=]{24,}");

    private BrokerText() {}

    /** The text as it may be stored and shown. */
    public static String of(String text, Account account) {
        if (text.isEmpty()) {
            return text;
        }
        // A secret must not be cut in two before it is looked for, nor may a book be read for ever.
        String start = text.length() > 8 * LONGEST ? text.substring(0, 8 * LONGEST) : text;
        String plain = UNSEEN.matcher(start).replaceAll(" ");
        String nameless = NAMED.matcher(plain).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        String bearerless = BEARER.matcher(nameless).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        String masked = OPAQUE.matcher(bearerless).replaceAll(Matcher.quoteReplacement(MASK));
        String clean = withoutCode(masked, account.clientCode());
        return clean.length() > LONGEST ? cut(clean) : clean;
    }

    /** The row with its text as it may be stored and shown. */
    public static BrokerOrder of(BrokerOrder row, Account account) {
        String id = seen(row.brokerOrderId());
        String tag = seen(row.tag());
        String reason = of(row.reason(), account);
        boolean isClean = id.equals(row.brokerOrderId()) && tag.equals(row.tag()) && reason.equals(row.reason());
        return isClean ? row : row.withText(id, tag, reason);
    }

    /** What somebody sees of an id or a tag: nothing that no table and no terminal takes. */
    private static String seen(String id) {
        return UNSEEN.matcher(id).replaceAll("");
    }

    private static String withoutCode(String text, String code) {
        if (code.isBlank()) {
            return text;
        }
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(code) + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(MASK));
    }

    /** Never in the middle of a character. */
    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}
