package io.ordermonitor.store.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns that values of one kind are written to: the parts of SQL that name them, and their parameters, one row at
 * a time or many as arrays. Immutable.
 */
final class Columns<T> {
    private final List<Column<T>> columns;

    private Columns(List<Column<T>> columns) {
        this.columns = List.copyOf(columns);
    }

    static <T> Columns<T> none() {
        return new Columns<>(List.of());
    }

    /** These columns and one more. Instants are cut to microseconds and decimals rounded to four
     * places, as the tables keep them: else what was stored would seem to differ. */
    Columns<T> and(String name, SqlType type, Function<T, @Nullable Object> value) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(new Column<>(name, type, value));
        return new Columns<>(more);
    }

    /** These columns and those of a part of the value. */
    <P> Columns<T> and(Columns<P> others, Function<T, P> part) {
        List<Column<T>> more = new ArrayList<>(columns);
        for (Column<P> other : others.columns) {
            more.add(new Column<>(other.name, other.type, value -> other.value.apply(part.apply(value))));
        }
        return new Columns<>(more);
    }

    /** {@code a, b, c} */
    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** {@code p.a, p.b, p.c} */
    String names(String prefix) {
        return columns.stream().map(c -> prefix + "." + c.name).collect(Collectors.joining(", "));
    }

    /** {@code a = p.a, b = p.b} */
    String assigned(String prefix) {
        return columns.stream().map(c -> c.name + " = " + prefix + "." + c.name).collect(Collectors.joining(", "));
    }

    /** {@code (t.a, t.b) is distinct from (p.a, p.b)} */
    String distinct(String table, String prefix) {
        return "(" + names(table) + ") is distinct from (" + names(prefix) + ")";
    }

    /** {@code (select * from unnest(?::bigint[], ?::text[]) as r(a, b))}: rows as arrays, see {@link #bind}. */
    String unnest() {
        return columns.stream()
                .map(c -> "?::" + c.type.word() + "[]")
                .collect(Collectors.joining(", ", "(select * from unnest(", ") as r(" + names() + "))"));
    }

    /** {@code (?::bigint, ?::text)}: one row, see {@link #bindOne}. */
    String row() {
        return columns.stream().map(c -> "?::" + c.type.word()).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Adds the parameters of {@link #unnest}. */
    Query bind(Query query, List<? extends T> rows) {
        for (Column<T> column : columns) {
            List<@Nullable Object> values = new ArrayList<>(rows.size());
            for (T row : rows) {
                values.add(column.of(row));
            }
            query.array(column.type, values);
        }
        return query;
    }

    /** Adds the parameters of {@link #row}. */
    Query bindOne(Query query, T row) {
        for (Column<T> column : columns) {
            query.add(column.type, column.of(row));
        }
        return query;
    }

    private record Column<T>(String name, SqlType type, Function<T, @Nullable Object> value) {
        @Nullable
        Object of(T row) {
            Object found = value.apply(row);
            if (found instanceof Enum<?> word) {
                return word.name();
            }
            if (found instanceof BigDecimal number && number.scale() > 4) {
                return number.setScale(4, RoundingMode.HALF_UP);
            }
            return found instanceof Instant instant ? instant.truncatedTo(ChronoUnit.MICROS) : found;
        }
    }
}
