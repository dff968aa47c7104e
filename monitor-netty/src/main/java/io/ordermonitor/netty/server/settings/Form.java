package io.ordermonitor.netty.server.settings;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting is to look, and what it means.
 *
 * @param allowed says what is allowed, to follow a colon
 * @param reading gives the value; throws {@link IllegalArgumentException}, {@link ArithmeticException} or
 *     {@link DateTimeException} if the text has none
 */
public record Form<T>(String allowed, Function<String, T> reading) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(B|KiB|MiB)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The value of a text; empty if it has none. */
    public Optional<T> read(String text) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Any text. */
    static Form<String> text() {
        return new Form<>("a text", Function.identity());
    }

    /** Several texts, parted by commas. */
    public static Form<List<String>> texts() {
        return new Form<>(
                "one or several, parted by commas",
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList());
    }

    /** A whole number. */
    static Form<Integer> whole(int least, int most) {
        return new Form<>("a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            return check(number, number >= least && number <= most);
        });
    }

    /** A time that passes, above 0. */
    public static Form<Duration> positive() {
        return new Form<>("a duration above 0 such as 500ms, 60s, 10m or 2h", text -> {
            Duration duration = durationOf(text);
            return check(duration, !duration.isZero());
        });
    }

    /** A time that passes. */
    static Form<Duration> duration() {
        return new Form<>("a duration such as 0s, 500ms, 60s, 10m or 2h", Form::durationOf);
    }

    /** A part of the whole, above 0 and below it. */
    static Form<BigDecimal> share() {
        return new Form<>(
                "a percentage above 0% and below 100% such as 1% or 0.5%",
                text -> {
                    BigDecimal percent = new BigDecimal(group(SHARE, text).group(1));
                    return check(percent.divide(HUNDRED), percent.signum() > 0 && percent.compareTo(HUNDRED) < 0);
                });
    }

    /** An amount of money. */
    static Form<BigDecimal> rupees() {
        return new Form<>("rupees such as 1000000 or 2500.50", text -> {
            BigDecimal amount = new BigDecimal(text);
            return check(amount, amount.signum() >= 0 && amount.scale() <= 2 && amount.precision() <= 15);
        });
    }

    /** An amount of money above 0. */
    static Form<BigDecimal> loss() {
        return new Form<>("rupees above 0 such as 25000", text -> {
            BigDecimal amount = rupees().reading().apply(text);
            return check(amount, amount.signum() > 0);
        });
    }

    /** A size. */
    static Form<Integer> bytes() {
        return new Form<>("a size such as 512B, 256KiB or 1MiB", text -> {
            Matcher parts = group(BYTES, text);
            int unit = Map.of("B", 1, "KiB", 1024, "MiB", 1024 * 1024).getOrDefault(parts.group(2), 1);
            return Math.multiplyExact(Integer.parseInt(parts.group(1)), unit);
        });
    }

    /** A time of day. */
    static Form<LocalTime> time() {
        return new Form<>("a time of day such as 09:15", LocalTime::parse);
    }

    /** A time zone. */
    static Form<ZoneId> zone() {
        return new Form<>("a time zone such as Asia/Kolkata", ZoneId::of);
    }

    /** An address that only this machine reaches. */
    static Form<String> loopback() {
        return new Form<>(
                "a loopback address such as 127.0.0.1; to be reached from elsewhere put a proxy with TLS in front",
                text -> check(text, isLoopback(text)));
    }

    /** True if only this machine reaches an address. */
    public static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The lower-case name of a constant, with - for _. */
    static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
        Map<String, E> byName = new LinkedHashMap<>();
        EnumSet.allOf(type).forEach(value -> byName.put(nameOf(value), value));
        return new Form<>(
                "one of " + String.join(", ", byName.keySet()),
                text -> Optional.ofNullable(byName.get(text)).orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration durationOf(String text) {
        Matcher parts = group(DURATION, text);
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static Matcher group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        check(text, matcher.matches());
        return matcher;
    }

    private static <V> V check(V value, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not allowed: " + value);
        }
        return value;
    }
}
