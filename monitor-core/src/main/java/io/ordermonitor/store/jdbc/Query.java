package io.ordermonitor.store.jdbc;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL text with its parameters: one statement, or several that run in one trip and one transaction. Texts must come
 * from a small fixed set, so that they stay prepared. Not thread-safe.
 */
final class Query {
    private final String text;
    private final List<Binder> binders = new ArrayList<>();

    Query(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    Query add(long value) {
        return add(SqlType.BIGINT, value);
    }

    Query add(int value) {
        return add(SqlType.INTEGER, value);
    }

    Query add(boolean value) {
        return add(SqlType.BOOLEAN, value);
    }

    Query add(@Nullable String value) {
        return add(SqlType.TEXT, value);
    }

    Query add(@Nullable BigDecimal value) {
        return add(SqlType.NUMERIC, value);
    }

    Query add(@Nullable Instant value) {
        return add(SqlType.INSTANT, value);
    }

    Query add(LocalDate value) {
        return add(SqlType.DATE, value);
    }

    /** Adds a value of the type; null is a null of that type. */
    Query add(SqlType type, @Nullable Object value) {
        binders.add((statement, index) -> {
            if (value == null) {
                statement.setNull(index, type.code());
            } else if (value instanceof Instant instant) {
                statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            } else {
                statement.setObject(index, value, type.code());
            }
        });
        return this;
    }

    /** Adds an array. */
    Query array(SqlType type, Collection<? extends @Nullable Object> values) {
        Object[] elements = values.toArray();
        binders.add((statement, index) ->
                statement.setArray(index, statement.getConnection().createArrayOf(type.word(), elements)));
        return this;
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < binders.size(); i++) {
            binders.get(i).bind(statement, i + 1);
        }
    }

    private interface Binder {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }
}
