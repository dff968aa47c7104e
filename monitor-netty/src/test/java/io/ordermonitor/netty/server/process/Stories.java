package io.ordermonitor.netty.server.process;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What the database tells of orders, for a person who looks for a fault. */
final class Stories {
    private static final List<String> QUERIES = List.of(
            "select 'order', o.* from orders o where order_id = ?",
            "select 'event', e.* from order_event e where order_id = ? order by version",
            "select 'intent', i.tag, i.write, i.kind, i.leg, i.slice, i.type, i.quantity, i.limit_price,"
                    + " i.trigger_price, i.addressed, i.step, i.rule, i.cycle, i.fence, i.created_at, i.outcome, i.reason,"
                    + " i.ended_at from intent i where order_id = ? order by created_at",
            "select 'leg', l.* from leg_order l where order_id = ? order by seq",
            "select 'alarm', a.* from alarm a where order_id = ? order by since",
            "select 'request', r.id, r.kind, r.created_at, r.status, r.reason from order_request r where order_id = ?");

    private Stories() {}

    static String of(Connection connection, List<Long> orders) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (long order : orders) {
            for (String query : QUERIES) {
                append(connection, query, order, text);
            }
        }
        return text.toString();
    }

    private static void append(Connection connection, String query, long order, StringBuilder text)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, order);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append(' ');
                }
                text.append('\n');
            }
        }
    }
}
