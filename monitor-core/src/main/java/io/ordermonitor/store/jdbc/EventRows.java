package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.AskedRequest;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.LegChange;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderChange;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of the audit that are no writes. */
final class EventRows {
    private EventRows() {}

    static OrderChange orderChange(Row row) throws SQLException {
        return new OrderChange(
                row.bigint("version"),
                row.instant("at"),
                cause(row),
                row.bigint("fence"),
                row.text("what"),
                standing(row));
    }

    /** Of a row with step, rule, cycle and request_id. */
    static Cause cause(Row row) throws SQLException {
        return new Cause(row.integer("step"), row.text("rule"), row.bigint("cycle"), row.bigint("request_id"));
    }

    private static OrderChange.@Nullable Standing standing(Row row) throws SQLException {
        if (row.textOrNull("state") == null) {
            return null;
        }
        return new OrderChange.Standing(
                row.word(OrderState.class, "state"),
                row.integer("entry_filled"),
                row.integer("open_quantity"),
                row.integer("external_exit"),
                row.flag("exit_requested"),
                row.flag("entry_ended"),
                row.decimal("sl_stop_price"),
                row.decimalOrNull("target_price"));
    }

    static LegChange legChange(Row row) throws SQLException {
        return new LegChange(
                row.text("tag"),
                row.word(LegKind.class, "leg"),
                row.bigint("version"),
                row.instant("at"),
                row.bigint("cycle"),
                row.bigint("fence"),
                row.word(LegState.class, "state"),
                row.integer("quantity"),
                row.integer("filled"),
                row.decimalOrNull("average_price"),
                row.textOrNull("broker_order_id"),
                row.flag("triggered"),
                row.text("reason"));
    }

    static AskedRequest request(Row row) throws SQLException {
        String reason = row.textOrNull("reason");
        return new AskedRequest(
                row.bigint("id"),
                row.word(OrderRequest.Kind.class, "kind"),
                row.text("request_key"),
                row.instant("created_at"),
                row.textOrNull("status") == null ? null : row.word(OrderRequest.Status.class, "status"),
                reason == null ? "" : reason);
    }
}
