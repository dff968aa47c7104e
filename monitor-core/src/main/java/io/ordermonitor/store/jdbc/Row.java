package io.ordermonitor.store.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a result. Decimals come back with trailing zeros removed down to two places: 98.5000 as 98.50,
 * 98.1250 as 98.125. A getter that does not allow null throws if the column is null.
 */
final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    long bigint(String column) throws SQLException {
        return result.getLong(column);
    }

    @Nullable
    Long bigintOrNull(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    @Nullable
    Integer integerOrNull(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? null : value;
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    String text(String column) throws SQLException {
        return present(column, textOrNull(column));
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    BigDecimal decimal(String column) throws SQLException {
        return present(column, decimalOrNull(column));
    }

    @Nullable
    BigDecimal decimalOrNull(String column) throws SQLException {
        BigDecimal value = result.getBigDecimal(column);
        return value == null ? null : plain(value);
    }

    Instant instant(String column) throws SQLException {
        return present(column, instantOrNull(column));
    }

    @Nullable
    Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime value = result.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    LocalDate date(String column) throws SQLException {
        return present(column, result.getObject(column, LocalDate.class));
    }

    <E extends Enum<E>> E word(Class<E> family, String column) throws SQLException {
        return Enum.valueOf(family, text(column));
    }

    /** The elements of an array column; none if it is null. */
    <T> List<T> list(Class<T[]> arrayType, String column) throws SQLException {
        Array array = result.getArray(column);
        return array == null ? List.of() : List.of(arrayType.cast(array.getArray()));
    }

    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    /** Makes a value of a row. */
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /** Takes a row. */
    interface Taker {
        void take(Row row) throws SQLException;
    }
}
