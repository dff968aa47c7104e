package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a command has to say: harmless words for people, or one line of exact JSON for programs. */
final class Answers {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);
    /** A terminal acts on some signs that JSON need not escape. */
    private static final JsonMapper JSON = new JsonMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private final PrintStream out;
    private final boolean json;
    private final ZoneId zone;

    /** @param zone in which people are told times; programs are told UTC */
    Answers(PrintStream out, boolean json, ZoneId zone) {
        this.out = out;
        this.json = json;
        this.zone = zone;
    }

    /** One thing: a sentence for people, fields for programs. */
    void one(String sentence, Map<String, ? extends @Nullable Object> fields) {
        page(PlainText.line(sentence), fields);
    }

    /**
     * One thing that takes people several lines.
     *
     * @param lines made of texts and tables of this class, which are harmless
     */
    void page(String lines, Map<String, ? extends @Nullable Object> fields) {
        out.println(json ? line(fields) : lines);
        out.flush();
    }

    /**
     * Several things: a table for people, an array for programs.
     *
     * @param rows all with the same fields in the same order
     * @param none what people are told if there is no row
     */
    void all(List<Map<String, @Nullable Object>> rows, String none) {
        if (json) {
            out.println(
                    JSON.writeValueAsString(rows.stream().map(Answers::plain).toList()));
        } else if (rows.isEmpty()) {
            out.println(none);
        } else {
            out.print(table(rows));
        }
        out.flush();
    }

    /** A refusal as programs read it. */
    static String refusal(String sentence) {
        return line(Map.of("refused", sentence));
    }

    private static String line(Map<String, ? extends @Nullable Object> fields) {
        return JSON.writeValueAsString(plain(fields));
    }

    private static Map<String, @Nullable Object> plain(Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, inner) -> plain.put(String.valueOf(name), plain(inner)));
            return plain;
        }
        if (value instanceof Collection<?> several) {
            List<@Nullable Object> plain = new ArrayList<>();
            several.forEach(one -> plain.add(plain(one)));
            return plain;
        }
        if (value instanceof BigDecimal number) {
            return trimmed(number);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** Rows as lines with aligned columns below a line of their names. */
    String table(List<Map<String, @Nullable Object>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(rows.get(0).keySet().stream()
                .map(name -> name.replace('_', ' '))
                .toList());
        rows.forEach(row -> lines.add(row.values().stream().map(this::text).toList()));
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            table.append(text.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }

    /** A value as people read it. */
    String text(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Instant at) {
            return TIME.format(at.atZone(zone));
        }
        if (value instanceof BigDecimal number) {
            return trimmed(number).toPlainString();
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Collection<?> several) {
            return several.isEmpty() ? "-" : several.stream().map(this::text).collect(Collectors.joining(", "));
        }
        String text = PlainText.line(value.toString());
        return text.isEmpty() ? "-" : text;
    }

    /** With two decimals at least, and no more zeros behind them. */
    private static BigDecimal trimmed(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }
}
