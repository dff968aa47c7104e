package io.ordermonitor.netty.server;

import io.ordermonitor.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs single statements of commands, each on its own. Blocking; thread-safe. */
public record Statements(DataSource dataSource) {
    /** Makes a value of the row on which a result stands. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The rows of a statement, also of one that writes and returns what it wrote.
     *
     * @param what the statement does, to begin a sentence if it fails
     * @param given the values for its question marks
     */
    public <T> List<T> rows(String what, String statement, Reader<T> reader, @Nullable Object... given) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, given);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = prepared.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new StoreException("cannot " + what + ": " + e.getMessage() + " [" + e.getSQLState() + "]", e);
        }
    }

    /** The first row of a statement. */
    public <T> Optional<T> row(String what, String statement, Reader<T> reader, @Nullable Object... given) {
        return rows(what, statement, reader, given).stream().findFirst();
    }

    private static void bind(PreparedStatement prepared, @Nullable Object[] given) throws SQLException {
        for (int i = 0; i < given.length; i++) {
            Object value = given[i];
            prepared.setObject(
                    i + 1, value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
        }
    }

    /** An instant of a row; null if it has none. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
