package io.ordermonitor.netty.server.process;

import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the database, read in one go. Immutable. */
record Stored(Map<Long, Order> orders, Map<String, Leg> legs, List<Unsettled> unsettled) {
    private static final String ORDERS = """
            select order_id, account_id, instrument, side, quantity, external_exit, state, flags, exit_requested
            from orders
            union all
            select order_id, account_id, instrument, side, quantity, external_exit, state, flags, exit_requested
            from rejected_order""";

    /** A write whose outcome nobody knows, or a leg that waits for one. */
    private static final String UNSETTLED = """
            select tag, kind || ' ' || coalesce(outcome, 'without outcome'), created_at from intent
            where outcome is null or outcome = 'UNKNOWN'
            union all
            select tag, 'leg waits for ' || coalesce(pending_kind, 'its intent'), write_ended_at from leg_order
            where open_write is not null or pending_kind is not null""";

    /** A managed order. */
    record Order(
            long id,
            long account,
            String instrument,
            Side side,
            int quantity,
            int external,
            String state,
            String flags,
            boolean leaving) {
        boolean isLeaving() {
            return leaving || state.equals("EXITING");
        }
    }

    /** What a tag stands for. */
    record Leg(long order, String kind, int slice) {}

    record Unsettled(String tag, String what, Instant since) {}

    static Stored in(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Map<Long, Order> orders = new LinkedHashMap<>();
        Map<String, Leg> legs = new LinkedHashMap<>();
        List<Unsettled> unsettled = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(ORDERS);
            while (row.next()) {
                orders.put(
                        row.getLong(1),
                        new Order(
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                Side.valueOf(row.getString(4)),
                                row.getInt(5),
                                row.getInt(6),
                                row.getString(7),
                                row.getString(8),
                                row.getBoolean(9)));
            }
            row = statement.executeQuery("select tag, order_id, leg, slice from intent where kind = 'PLACE'");
            while (row.next()) {
                legs.put(row.getString(1), new Leg(row.getLong(2), row.getString(3), row.getInt(4)));
            }
            row = statement.executeQuery(UNSETTLED);
            while (row.next()) {
                Timestamp since = row.getTimestamp(3);
                unsettled.add(new Unsettled(row.getString(1), row.getString(2), since.toInstant()));
            }
        }
        connection.rollback();
        return new Stored(orders, legs, unsettled);
    }

    /** Realised PnL by account and instrument, as readers see it. */
    static Map<String, BigDecimal> realised(Connection connection) throws SQLException {
        Map<String, BigDecimal> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select account_id || ' ' || instrument, realised from v_pnl order by 1")) {
            while (row.next()) {
                found.put(row.getString(1), row.getBigDecimal(2));
            }
        }
        return found;
    }

    /** How many requests of programs nobody has answered. */
    static int unansweredRequests(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from order_request where status is null")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Entries given up: order, tag, state and how each write to it was settled. */
    static List<String> givenUp(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select 'order ' || i.order_id || ' tag ' || i.tag || ' '"
                                + " || coalesce(o.state, 'archived') || ' '"
                                + " || (select string_agg(coalesce(outcome, 'OPEN'), ',') from intent a where a.tag = i.tag)"
                                + " from alarm a join intent i on i.order_id = a.order_id and i.leg = 'ENTRY'"
                                + " and i.kind = 'PLACE' and i.outcome in ('NOT_FOUND', 'FOUND', 'UNKNOWN')"
                                + " left join orders o on o.order_id = a.order_id where a.code = 'ENTRY_GIVEN_UP' order by 1")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
