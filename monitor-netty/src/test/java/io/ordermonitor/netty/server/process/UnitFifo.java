package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** First in, first out, unit by unit, over the exchange's fills: orders by their creation, each at its mean price. */
final class UnitFifo {
    private UnitFifo() {}

    /** Realised PnL of an account by instrument. */
    static Map<String, BigDecimal> realised(Collection<BrokerOrder> rows, List<PaperFill> fills) {
        Map<String, List<PaperFill>> ofOrder = new HashMap<>();
        fills.forEach(fill -> ofOrder.computeIfAbsent(fill.brokerOrderId(), id -> new ArrayList<>())
                .add(fill));
        Map<String, List<BrokerOrder>> traded = new TreeMap<>();
        rows.stream()
                .filter(row -> ofOrder.containsKey(row.brokerOrderId()))
                .sorted(Comparator.comparing(BrokerOrder::createdAt).thenComparing(BrokerOrder::brokerOrderId))
                .forEach(row -> traded.computeIfAbsent(row.instrument().toString(), id -> new ArrayList<>())
                        .add(row));
        Map<String, BigDecimal> realised = new TreeMap<>();
        traded.forEach((instrument, orders) -> realised.put(instrument, match(orders, ofOrder)));
        return realised;
    }

    private static BigDecimal match(List<BrokerOrder> orders, Map<String, List<PaperFill>> ofOrder) {
        Map<Side, Deque<BigDecimal>> waiting = Map.of(Side.BUY, new ArrayDeque<>(), Side.SELL, new ArrayDeque<>());
        BigDecimal sum = BigDecimal.ZERO;
        for (BrokerOrder order : orders) {
            BigDecimal value = BigDecimal.ZERO;
            int units = 0;
            for (PaperFill fill : ofOrder.get(order.brokerOrderId())) {
                value = value.add(fill.price().multiply(BigDecimal.valueOf(fill.quantity())));
                units += fill.quantity();
            }
            BigDecimal price = value.divide(BigDecimal.valueOf(units), MathContext.DECIMAL64);
            Deque<BigDecimal> others = waiting.get(order.side().opposite());
            for (int i = 0; i < units; i++) {
                if (others.isEmpty()) {
                    waiting.get(order.side()).addLast(price);
                } else {
                    BigDecimal gain = others.removeFirst().subtract(price);
                    sum = order.side() == Side.BUY ? sum.add(gain) : sum.subtract(gain);
                }
            }
        }
        return sum;
    }
}
