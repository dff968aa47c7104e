package io.ordermonitor.step;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.OrderLine;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderMark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Prices and unrealised PnL of the orders, and which of them moved since they were stored. */
final class Marks {
    private final Map<Long, Map<Long, OrderMark>> stored = new ConcurrentHashMap<>();

    /** Marks of a cycle: those that moved, and what is shown of all. */
    record Lines(List<OrderMark> changed, List<OrderLine> shown) {}

    Lines of(CycleScope scope, UserDesk desk, BrokerData data) {
        Map<Long, OrderMark> known = stored.getOrDefault(scope.userId(), Map.of());
        List<OrderMark> changed = new ArrayList<>();
        List<OrderLine> shown = new ArrayList<>();
        for (ManagedOrder order : desk.orders()) {
            OrderMark before = known.get(order.id());
            if (order.state().isEnded() && before != null && before.unrealised() != null) {
                changed.add(new OrderMark(
                        order.id(), before.lastPrice(), before.buyFairPrice(), before.sellFairPrice(), null));
            }
            if (order.state().isEnded() || !data.views().containsKey(order.accountId())) {
                continue;
            }
            OrderMark mark = mark(scope, order, data);
            shown.add(new OrderLine(order.id(), mark.lastPrice(), mark.unrealised()));
            if (!mark.equals(before)) {
                changed.add(mark);
            }
        }
        return new Lines(changed, shown);
    }

    void stored(long userId, Lines lines) {
        Map<Long, OrderMark> known = stored.computeIfAbsent(userId, u -> new HashMap<>());
        lines.changed().forEach(mark -> known.put(mark.orderId(), mark));
    }

    private static OrderMark mark(CycleScope scope, ManagedOrder order, BrokerData data) {
        BigDecimal last = data.last(order.accountId(), order.instrument()).orElse(null);
        FairPrice fair = scope.fairPrices().get(order.instrument());
        return new OrderMark(
                order.id(),
                last,
                fair == null ? null : fair.buy(),
                fair == null ? null : fair.sell(),
                unrealised(order, last));
    }

    private static @Nullable BigDecimal unrealised(ManagedOrder order, @Nullable BigDecimal last) {
        if (last == null || order.open() <= 0) {
            return null;
        }
        BigDecimal value = BigDecimal.ZERO;
        int filled = 0;
        for (LegOrder entry : order.of(LegKind.ENTRY)) {
            BigDecimal average = entry.averagePrice();
            if (average != null && entry.filled() > 0) {
                value = value.add(average.multiply(BigDecimal.valueOf(entry.filled())));
                filled += entry.filled();
            }
        }
        if (filled == 0) {
            return null;
        }
        BigDecimal average = value.divide(BigDecimal.valueOf(filled), 4, RoundingMode.HALF_UP);
        return last.subtract(average)
                .multiply(BigDecimal.valueOf((long) order.open() * order.side().sign()))
                .setScale(2, RoundingMode.HALF_UP);
    }
}
