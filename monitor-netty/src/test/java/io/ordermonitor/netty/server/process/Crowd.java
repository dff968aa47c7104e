package io.ordermonitor.netty.server.process;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Who trades while servers die: programs that write {@code order_request} in the name of two users, and now and then a
 * person at the broker's terminal. It acts between {@link #begin} and {@link #rest}, by a seed.
 */
final class Crowd implements AutoCloseable {
    /** Whose account it is, by number. */
    static final long[] OWNERS = {1, 1, 2};

    private static final List<Share> SHARES = List.of(Share.values());
    private static final int MOST_OPEN = 12;
    private static final String REQUEST = """
            insert into order_request (user_id, account_id, kind, request_key, instrument, side, product, quantity,
                entry_type, entry_limit_price, sl_stop_price, target_price, strategy, order_id, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'crowd', ?, now())""";

    private final RealDatabase database;
    private final Exchange exchange;
    private final Random random;
    private final String name;
    private final Thread thread = new Thread(this::run, "crowd");
    private boolean acting;
    private boolean closed;
    private int number;

    Crowd(RealDatabase database, Exchange exchange, long seed) {
        this.database = database;
        this.exchange = exchange;
        this.random = new Random(seed);
        this.name = "c" + seed + "-";
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void begin() {
        acting = true;
        notifyAll();
    }

    /** Returns when the last act is done. */
    synchronized void rest() {
        acting = false;
    }

    private void run() {
        try {
            while (next()) {
                Thread.sleep(20 + random.nextInt(160));
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized boolean next() throws InterruptedException {
        while (!acting && !closed) {
            wait();
        }
        if (!closed) {
            try (Connection connection = database.connection()) {
                act(connection);
            } catch (SQLException e) {
                // The database is down, that is the point; the exchange never is.
            }
        }
        return !closed;
    }

    private void act(Connection connection) throws SQLException {
        List<Open> open = open(connection);
        int dice = random.nextInt(100);
        if (open.isEmpty() || (dice < 55 && open.size() < MOST_OPEN)) {
            submit(connection);
        } else if (dice < 80) {
            amend(connection, open.get(random.nextInt(open.size())));
        } else if (dice < 92) {
            Open order = open.get(random.nextInt(open.size()));
            request(connection, order.account(), order.id(), dice < 86 ? "EXIT" : "CANCEL");
        } else if (dice < 96) {
            tradeByHand();
        }
    }

    /** A managed order that has not ended. */
    private record Open(long id, long account, InstrumentId instrument, Side side) {}

    private static List<Open> open(Connection connection) throws SQLException {
        List<Open> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select order_id, account_id, instrument, side from orders"
                        + " where ended_at is null order by order_id")) {
            while (row.next()) {
                found.add(new Open(
                        row.getLong(1),
                        row.getLong(2),
                        InstrumentId.parse(row.getString(3)),
                        Side.valueOf(row.getString(4))));
            }
        }
        return found;
    }

    private void submit(Connection connection) throws SQLException {
        Share share = SHARES.get(random.nextInt(SHARES.size()));
        long account = 1L + random.nextInt(OWNERS.length);
        Side side = share == Share.SHORT ? Side.SELL : Side.BUY;
        BigDecimal price = exchange.prices().get(share.id());
        int sign = side.sign();
        int quantity = 1 + random.nextInt(40);
        boolean market = random.nextInt(3) == 0;
        BigDecimal limit = market ? null : Share.ticks(price, sign * (random.nextInt(12) - 6));
        BigDecimal stop = Share.ticks(price, -sign * (8 + random.nextInt(30)));
        BigDecimal target = random.nextBoolean() ? Share.ticks(price, sign * (8 + random.nextInt(30))) : null;
        request(connection, account, "SUBMIT", share, side, quantity, limit, stop, target, null);
    }

    private void amend(Connection connection, Open order) throws SQLException {
        int sign = order.side().sign();
        BigDecimal price = exchange.prices().get(order.instrument());
        BigDecimal stop = Share.ticks(price, -sign * (6 + random.nextInt(30)));
        BigDecimal target = random.nextInt(3) > 0 ? Share.ticks(price, sign * (6 + random.nextInt(30))) : null;
        request(connection, order.account(), "AMEND", null, null, null, null, stop, target, order.id());
    }

    private void request(Connection connection, long account, long order, String kind) throws SQLException {
        request(connection, account, kind, null, null, null, null, null, null, order);
    }

    private void request(
            Connection connection,
            long account,
            String kind,
            @Nullable Share share,
            @Nullable Side side,
            @Nullable Integer quantity,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal stop,
            @Nullable BigDecimal target,
            @Nullable Long order)
            throws SQLException {
        boolean submit = share != null;
        try (PreparedStatement insert = connection.prepareStatement(REQUEST)) {
            insert.setLong(1, OWNERS[(int) account - 1]);
            insert.setObject(2, submit ? account : null);
            insert.setString(3, kind);
            insert.setString(4, name + ++number);
            insert.setString(5, submit ? share.id().toString() : null);
            insert.setString(6, side == null ? null : side.name());
            insert.setString(7, submit ? "NRML" : null);
            insert.setObject(8, quantity);
            insert.setString(9, submit ? (limit == null ? "MARKET" : "LIMIT") : null);
            insert.setBigDecimal(10, limit);
            insert.setBigDecimal(11, stop);
            insert.setBigDecimal(12, target);
            insert.setObject(13, order);
            insert.executeUpdate();
        }
    }

    /** Closes a part of what is held of one share. */
    private void tradeByHand() {
        long account = 1L + random.nextInt(OWNERS.length);
        exchange.net(account).stream()
                .filter(position -> position.instrument().equals(Share.SHARED.id()) && position.quantity() > 3)
                .findFirst()
                .ifPresent(position -> close(account, position));
    }

    private void close(long account, Position position) {
        BigDecimal price = exchange.prices().get(position.instrument());
        int units = 1 + random.nextInt(position.quantity() / 2);
        exchange.tradeByHand(
                account, position.instrument(), Side.SELL, OrderTerms.limit(units, Share.ticks(price, -40)));
    }

    /** Has everything closed and nothing more entered. */
    void flatten() throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement("insert into order_request (user_id, kind,"
                        + " request_key, created_at) values (?, 'FLATTEN', ?, now())")) {
            for (long user : new long[] {1, 2}) {
                insert.setLong(1, user);
                insert.setString(2, name + "end-" + Instant.now());
                insert.executeUpdate();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        thread.interrupt();
    }
}
