package io.ordermonitor.netty.server.settings;

import io.ordermonitor.netty.server.DatabasePlace;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting is to look, and what it means.
 *
 * @param allowed says what is allowed, to follow a colon
 * @param reading gives the value; throws {@link IllegalArgumentException}, {@link ArithmeticException} or
 *     {@link DateTimeException} if the text has none
 * @param mayBeShown tells whether a text may be repeated to whoever wrote it, or could hold a password
 */
public record Form<T>(String allowed, Function<String, T> reading, Predicate<String> mayBeShown) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?)%");
    private static final Pattern RUPEES = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,2})?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final int LONGEST_TEXT = 1000;
    private static final int KIBI = 1024;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Of texts that may be shown. */
    Form(String allowed, Function<String, T> reading) {
        this(allowed, reading, text -> true);
    }

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
        return new Form<>(
                "a text of at most " + LONGEST_TEXT + " characters",
                text -> check(text, text.length() <= LONGEST_TEXT));
    }

    /** The name of a file or folder. */
    static Form<String> file() {
        return new Form<>("the name of a file or folder", text -> {
            Path path = Path.of(text);
            return check(path.toString(), text.length() <= LONGEST_TEXT);
        });
    }

    /** The URL of a PostgreSQL; never shown. */
    static Form<String> databaseUrl() {
        return new Form<>(
                "jdbc:postgresql://host/database, with :port from 1 to 65535 after the host and ?name=value at the end"
                        + " if needed, a % written as %25, user and password not before the host",
                text -> new DatabasePlace.Server(text, null, null).url(), text -> false);
    }

    /** The name of an environment variable; what is none could be the secret itself. */
    static Form<String> variable() {
        return new Form<>(
                "the name of an environment variable", text -> check(text, isVariable(text)), Form::isVariable);
    }

    /** True if an environment variable can have this name. */
    public static boolean isVariable(String text) {
        return VARIABLE.matcher(text).matches();
    }

    /** Several texts, parted by commas. */
    public static Form<List<String>> texts() {
        return new Form<>(
                "one or several, parted by commas",
                text -> Arrays.stream(check(text, text.length() <= LONGEST_TEXT).split(","))
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
    public static Form<Duration> positive(Duration most) {
        return new Form<>("a duration above 0 such as 500ms, 60s, 10m or 2h, at most " + words(most), text -> {
            Duration duration = durationOf(text);
            return check(duration, !duration.isZero() && duration.compareTo(most) <= 0);
        });
    }

    /** A time that passes. */
    static Form<Duration> duration(Duration most) {
        return new Form<>("a duration such as 0s, 500ms, 60s, 10m or 2h, at most " + words(most), text -> {
            Duration duration = durationOf(text);
            return check(duration, duration.compareTo(most) <= 0);
        });
    }

    private static String words(Duration duration) {
        return duration.toHours() > 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
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
        return new Form<>("rupees from 0 to 9999999999999.99 such as 1000000 or 2500.50", Form::rupeesOf);
    }

    /** An amount of money above 0. */
    static Form<BigDecimal> loss() {
        return new Form<>("rupees above 0, to 9999999999999.99, such as 25000", text -> {
            BigDecimal amount = rupeesOf(text);
            return check(amount, amount.signum() > 0);
        });
    }

    /** The digits are counted first: a number such as 1e999999999 takes minutes to write out. */
    private static BigDecimal rupeesOf(String text) {
        return new BigDecimal(check(text, RUPEES.matcher(text).matches()));
    }

    /** A size of memory. */
    static Form<Integer> bytes(int mostMebibytes) {
        return new Form<>("a size from 0B to " + mostMebibytes + "MiB such as 512B, 256KiB or 1MiB", text -> {
            Matcher parts = group(BYTES, text);
            int unit = Map.of("B", 1, "KiB", KIBI, "MiB", KIBI * KIBI).getOrDefault(parts.group(2), 1);
            int bytes = Math.multiplyExact(Integer.parseInt(parts.group(1)), unit);
            return check(bytes, bytes <= Math.multiplyExact(mostMebibytes, KIBI * KIBI));
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
