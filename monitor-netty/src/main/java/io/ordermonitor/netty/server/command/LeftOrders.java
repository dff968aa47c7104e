package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders of an account that are not ended and that nobody protects from now on, as they were last stored.
 *
 * @param answers in whose words they are told
 */
record LeftOrders(Answers answers, List<ManagedOrder> orders) {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOrders.class);

    LeftOrders {
        orders = List.copyOf(orders);
    }

    /** Those of an account. */
    static LeftOrders of(CommandDatabase database, long accountId) {
        List<Long> ids = new AccountTable(database.statements()).openOrders(accountId);
        return new LeftOrders(
                database.answers(), ids.stream().map(database::order).toList());
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    /** Each in a few words, for a sentence. */
    String named() {
        return orders.stream()
                .map(order -> order.id() + " (" + order.state() + ", open " + order.open() + ")")
                .collect(Collectors.joining(", "));
    }

    /** A line for each, below a sentence. */
    String lines() {
        return orders.stream()
                .map(order -> System.lineSeparator() + "  " + line(order))
                .collect(Collectors.joining());
    }

    private String line(ManagedOrder order) {
        String live = order.legOrders().stream()
                .filter(leg -> leg.state().isLive())
                .map(leg -> leg.leg().name() + " " + answers.text(leg.brokerOrderId()) + " (" + leg.remaining()
                        + " to fill)")
                .collect(Collectors.joining(", "));
        return "order " + order.id() + "  " + order.instrument() + "  " + order.state() + "  open " + order.open()
                + "  at the broker: " + (live.isEmpty() ? "nothing live" : live);
    }

    /** The same for programs. */
    List<Map<String, @Nullable Object>> fields() {
        return orders.stream().map(LeftOrders::fields).toList();
    }

    private static Map<String, @Nullable Object> fields(ManagedOrder order) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("order_id", order.id());
        fields.put("instrument", order.instrument().toString());
        fields.put("state", order.state().name());
        fields.put("open", order.open());
        fields.put(
                "live",
                order.legOrders().stream()
                        .filter(leg -> leg.state().isLive())
                        .map(LeftOrders::fields)
                        .toList());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(LegOrder leg) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("leg", leg.leg().name());
        fields.put("broker_order_id", leg.brokerOrderId());
        fields.put("remaining", leg.remaining());
        return fields;
    }

    /** Says in the log that they were left, for those who were not there. */
    void log(long userId, long accountId) {
        for (ManagedOrder order : orders) {
            LOG.warn("left alone user={} account={} {}", userId, accountId, line(order));
        }
    }
}
