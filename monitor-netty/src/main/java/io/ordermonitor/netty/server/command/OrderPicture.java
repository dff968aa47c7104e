package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.settings.Form;
import io.ordermonitor.order.Coverage;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.store.Orders.HistoryEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an order is shown. */
final class OrderPicture {
    private OrderPicture() {}

    /** The whole of it. */
    static Map<String, @Nullable Object> fields(ManagedOrder order) {
        NewManagedOrder terms = order.terms();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("order_id", order.id());
        fields.put("user_id", order.userId());
        fields.put("account_id", order.accountId());
        fields.put("instrument", order.instrument().toString());
        fields.put("side", order.side().name());
        fields.put("product", order.product().name());
        fields.put("quantity", terms.quantity());
        fields.put("filled", order.entryFilled());
        fields.put("open", order.open());
        fields.put("state", order.state().name());
        fields.put("flags", flags(order));
        fields.put("why_ended", OrderStates.whyEnded(order).orElse(null));
        fields.put("entry_type", terms.entryType().name());
        fields.put("trigger", terms.entryStopPrice());
        fields.put("limit", terms.entryLimitPrice());
        fields.put("stop", terms.slStopPrice());
        fields.put("target", terms.targetPrice());
        fields.put("realised", order.realised());
        fields.put("strategy", terms.strategy());
        fields.put("attempt", order.attempt());
        fields.put("trading_day", order.tradingDay().toString());
        fields.put("created_at", order.createdAt());
        return fields;
    }

    /** What is out of the ordinary now, in order. */
    static List<String> flags(ManagedOrder order) {
        return Coverage.flagsNow(order).stream().sorted().map(Flag::name).toList();
    }

    /** Its broker orders. */
    static Map<String, @Nullable Object> fields(LegOrder leg) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("leg", leg.leg().name());
        fields.put("slice", leg.slice());
        fields.put("number", leg.number());
        fields.put("state", leg.state().name());
        fields.put("type", leg.type().name());
        fields.put("quantity", leg.quantity());
        fields.put("filled", leg.filled());
        fields.put("average_price", leg.averagePrice());
        fields.put("limit", leg.limitPrice());
        fields.put("trigger", leg.triggerPrice());
        fields.put("broker_order_id", leg.brokerOrderId());
        fields.put("tag", leg.tag());
        fields.put("reason", leg.reason());
        return fields;
    }

    /** A line of its story. */
    static Map<String, @Nullable Object> fields(HistoryEntry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", entry.at());
        fields.put("what", entry.what());
        fields.put("step", entry.step());
        fields.put("rule", entry.rule());
        fields.put("cycle", entry.cycle());
        fields.put("request", entry.request());
        fields.put("reply", entry.reply());
        return fields;
    }

    /** A row of {@code v_order}. */
    static Map<String, @Nullable Object> fields(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("order_id", row.getLong("order_id"));
        fields.put("account_id", row.getLong("account_id"));
        fields.put("instrument", row.getString("instrument"));
        fields.put("side", row.getString("side"));
        fields.put("product", row.getString("product"));
        fields.put("quantity", row.getInt("quantity"));
        fields.put("filled", row.getInt("entry_filled"));
        fields.put("open", row.getInt("open_quantity"));
        fields.put("state", row.getString("state"));
        fields.put("flags", Form.texts().reading().apply(row.getString("flags")));
        fields.put("stop", row.getBigDecimal("sl_stop_price"));
        fields.put("target", row.getBigDecimal("target_price"));
        fields.put("last_price", row.getBigDecimal("last_price"));
        fields.put("realised", row.getBigDecimal("realised"));
        fields.put("unrealised", row.getBigDecimal("unrealised"));
        fields.put("strategy", row.getString("strategy"));
        fields.put("trading_day", row.getString("trading_day"));
        fields.put("rejected_because", row.getString("rejected_because"));
        String reason = row.getString("entry_reason");
        fields.put("why_ended", reason == null ? null : OrderStates.whyEnded(reason));
        return fields;
    }
}
