package io.ordermonitor.netty.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of new rows of {@code order_request} through PostgreSQL's LISTEN, on a connection and a thread of its own. What
 * was written while nobody listened is looked up once somebody does, for a user whom nobody monitors has no next cycle
 * that would find it.
 */
public final class RequestSignals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestSignals.class);
    private static final String CHANNEL = "order_request";
    private static final String WAITING = "select distinct user_id from order_request where status is null";
    private static final int WAIT_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 5_000;

    private final DataSource dataSource;
    private final LongConsumer requested;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean closed;

    private RequestSignals(DataSource dataSource, LongConsumer requested) {
        this.dataSource = dataSource;
        this.requested = requested;
        this.thread = new Thread(this::listen, "request-signals");
        thread.setDaemon(true);
    }

    /**
     * Listens from now on.
     *
     * @param requested is given the user of each new row, and of those that wait already
     */
    public static RequestSignals start(DataSource dataSource, LongConsumer requested) {
        RequestSignals signals = new RequestSignals(dataSource, requested);
        signals.thread.start();
        return signals;
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("listen " + CHANNEL);
                lookUp(statement);
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                pauseAfter(e);
            }
        }
    }

    private void lookUp(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(WAITING)) {
            while (waiting.next()) {
                tell(waiting.getLong(1));
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification @Nullable [] heard = connection.getNotifications(WAIT_MILLIS);
            if (heard != null) {
                for (PGNotification one : heard) {
                    userOf(one.getParameter()).ifPresent(this::tell);
                }
            }
        }
    }

    /** One user's trouble must not end the listening for all. */
    private void tell(long userId) {
        if (closed) {
            return;
        }
        try {
            requested.accept(userId);
        } catch (RuntimeException e) {
            LOG.error("a request was not passed on user={}", userId, e);
        }
    }

    private static OptionalLong userOf(String payload) {
        try {
            return OptionalLong.of(Long.parseLong(payload));
        } catch (NumberFormatException e) {
            LOG.warn("a signal of {} names no user: '{}'", CHANNEL, payload);
            return OptionalLong.empty();
        }
    }

    private void pauseAfter(SQLException e) {
        if (closed) {
            return;
        }
        LOG.warn("signals of {} are not heard, trying again cause={}", CHANNEL, e.toString());
        try {
            closed = stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        stop.countDown();
    }
}
