package io.ordermonitor.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes to the database through a data source: trips, and the statements in them (a text of several
 * statements, separated by semicolons, goes in one trip). Thread-safe.
 *
 * <pre>{@code
 * CountedDataSource counted = CountedDataSource.of(dataSource);
 * Stores stores = JdbcStores.open(counted.dataSource(), fences);
 * counted.reset();
 * stores.snapshots().save(...);
 * assertThat(counted.trips()).isZero();
 * }</pre>
 */
public final class CountedDataSource {
    private static final Set<String> TRIPS = Set.of("commit", "rollback", "setSavepoint", "releaseSavepoint");

    private final AtomicLong trips = new AtomicLong();
    private final AtomicLong statements = new AtomicLong();
    private final DataSource dataSource;

    private CountedDataSource(DataSource target) {
        this.dataSource = proxy(DataSource.class, (self, method, args) -> {
            Object result = call(target, method, args);
            return result instanceof Connection connection ? counted(connection) : result;
        });
    }

    /** Counts what goes through {@code target}. */
    public static CountedDataSource of(DataSource target) {
        return new CountedDataSource(target);
    }

    /** The data source that counts. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Round trips since the last reset, ends of transactions and savepoints included. */
    public long trips() {
        return trips.get();
    }

    /** Statements since the last reset. */
    public long statements() {
        return statements.get();
    }

    /** Begins to count from 0. */
    public void reset() {
        trips.set(0);
        statements.set(0);
    }

    private Connection counted(Connection target) {
        return proxy(Connection.class, (self, method, args) -> {
            if (TRIPS.contains(method.getName())) {
                count(1);
            }
            Object result = call(target, method, args);
            if (result instanceof PreparedStatement statement && args != null) {
                return counted(statement, String.valueOf(args[0]));
            }
            return result;
        });
    }

    private PreparedStatement counted(PreparedStatement target, String text) {
        long parts = text.chars().filter(c -> c == ';').count() + 1;
        return proxy(PreparedStatement.class, (self, method, args) -> {
            if (method.getName().startsWith("execute")) {
                count(parts);
            }
            return call(target, method, args);
        });
    }

    private void count(long parts) {
        trips.incrementAndGet();
        statements.addAndGet(parts);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
