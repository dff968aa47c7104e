package io.ordermonitor.testkit.simulation;

import io.ordermonitor.testkit.simulation.DatabaseFaults.Fate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one process to the database of a simulated day. Each statement and each commit is a moment of the
 * process's life before it and after it, and may fail. With the process, or when it fails, the connection is gone: what
 * was not committed is rolled back. Within a transaction a process does not stand still: locks that outlast their
 * time-out are another matter than what becomes of orders. Thread-safe as far as the connections are.
 */
final class MortalConnections {
    private static final Set<String> HARMLESS = Set.of("close", "isClosed", "abort", "hashCode", "equals", "toString");

    private final DataSource target;
    private final DatabaseFaults faults;
    private final Runnable moment;

    private MortalConnections(DataSource target, DatabaseFaults faults, Runnable moment) {
        this.target = target;
        this.faults = faults;
        this.moment = moment;
    }

    /** @param moment is run before and after each statement and commit; what it throws ends the connection */
    static DataSource of(DataSource target, DatabaseFaults faults, Runnable moment) {
        MortalConnections own = new MortalConnections(target, faults, moment);
        return proxy(DataSource.class, (self, method, args) -> {
            if (!method.getName().equals("getConnection")) {
                return call(target, method, args);
            }
            faults.connect();
            return own.new Mortal(own.target.getConnection()).proxied();
        });
    }

    private final class Mortal {
        private final Connection connection;
        private boolean isGone;

        Mortal(Connection connection) {
            this.connection = connection;
        }

        Connection proxied() {
            return proxy(Connection.class, (self, method, args) -> {
                if (method.getName().equals("commit")) {
                    return carriedOut(connection, method, args);
                }
                if (isGone && method.getName().equals("close")) {
                    end();
                }
                refuseIfGone(method);
                Object result = call(connection, method, args);
                return result instanceof Statement statement ? proxied(statement, method.getReturnType()) : result;
            });
        }

        private Object proxied(Statement statement, Class<?> type) {
            return proxy(type, (self, method, args) -> {
                if (method.getName().startsWith("execute")) {
                    return carriedOut(statement, method, args);
                }
                refuseIfGone(method);
                return call(statement, method, args);
            });
        }

        private @Nullable Object carriedOut(Object on, Method method, Object @Nullable [] args) throws Throwable {
            refuseIfGone(method);
            live();
            Fate fate = faults.next();
            if (fate == Fate.FAILS) {
                throw gone(method);
            }
            Object result = call(on, method, args);
            if (fate == Fate.LOSES_REPLY) {
                throw gone(method);
            }
            live();
            return result;
        }

        private void live() throws SQLException {
            try {
                moment.run();
            } catch (ProcessKilled killed) {
                end();
                throw killed;
            }
        }

        private SQLException gone(Method method) throws SQLException {
            end();
            return DatabaseFaults.gone("the connection is gone at " + method.getName());
        }

        /** The server notices that nobody is there any more. */
        private void end() throws SQLException {
            if (!isGone) {
                isGone = true;
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        }

        private void refuseIfGone(Method method) throws SQLException {
            if (isGone && !HARMLESS.contains(method.getName())) {
                moment.run();
                throw DatabaseFaults.gone("the connection is gone");
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(MortalConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
