package io.ordermonitor.store.jdbc;

import io.ordermonitor.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Runs queries, each in a transaction of its own that ends with it: one trip, however many statements it has.
 * Thread-safe; blocks.
 */
final class Sql {
    private final DataSource dataSource;

    Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs a query whose results do not matter. */
    void run(String what, Query query) {
        with(what, connection -> {
            execute(connection, query);
            return true;
        });
    }

    /** The rows of all results of the query, each given to the taker of its result. */
    void read(String what, Query query, Row.Taker... takers) {
        with(what, connection -> {
            execute(connection, query, takers);
            return true;
        });
    }

    /** The rows of the query's only result. */
    <T> List<T> rows(String what, Query query, Row.Reader<T> reader) {
        List<T> rows = new ArrayList<>();
        read(what, query, row -> rows.add(reader.read(row)));
        return rows;
    }

    /** The first row of the query's only result. */
    <T> Optional<T> row(String what, Query query, Row.Reader<T> reader) {
        return rows(what, query, reader).stream().findFirst();
    }

    /** Runs work on a connection in autocommit mode; work that begins a transaction must end it. */
    <T> T with(String what, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            String why = what + ": " + e.getMessage() + " [" + e.getSQLState() + "]";
            throw new StoreException(why, e, isRefusal(e));
        }
    }

    /** Runs the query on a connection; result number n goes to taker number n, and must have one. */
    static void execute(Connection connection, Query query, Row.Taker... takers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.text())) {
            query.bind(statement);
            boolean isResult = statement.execute();
            int number = 0;
            while (isResult || statement.getUpdateCount() != -1) {
                if (isResult) {
                    take(statement.getResultSet(), takers.length == 0 ? row -> {} : takers[number++]);
                }
                isResult = statement.getMoreResults();
            }
        }
    }

    private static void take(ResultSet result, Row.Taker taker) throws SQLException {
        Row row = new Row(result);
        while (result.next()) {
            taker.take(row);
        }
    }

    /** Runs work in one transaction with several trips, and rolls back if it throws. */
    static <T> T inTransaction(Connection connection, Steps<T> steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = steps.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            // An error too: what follows would commit what was done so far.
            rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** True if the database answered and refused what was asked; false if it did not answer, or not in time. */
    static boolean isRefusal(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("40") || state.startsWith("P0");
    }

    /** The trips of one transaction. */
    interface Steps<T> {
        T run() throws SQLException;
    }

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
