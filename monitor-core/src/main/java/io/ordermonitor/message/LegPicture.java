package io.ordermonitor.message;

import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A leg as clients see it: one picture of all its slices and attempts. It shows the live broker orders or, if none is
 * live, the last one of each slice.
 *
 * @param status the most doubtful state of the live ones, else the state of the newest
 * @param type of the newest shown; null if the leg has no order
 * @param price limit price of the newest shown
 * @param trigger trigger price of the newest shown
 * @param quantity sum of those shown
 * @param filled sum of those shown
 * @param averagePrice of those shown, weighted by what they filled
 * @param reason the newest reason a broker gave for one of those shown
 */
record LegPicture(
        LegState status,
        @Nullable OrderType type,
        @Nullable BigDecimal price,
        @Nullable BigDecimal trigger,
        int quantity,
        int filled,
        @Nullable BigDecimal averagePrice,
        List<String> brokerOrderIds,
        @Nullable String reason) {

    private static final LegPicture EMPTY =
            new LegPicture(LegState.NONE, null, null, null, 0, 0, null, List.of(), null);

    /** The states of live orders, the one that needs most attention first. */
    private static final List<LegState> DOUBTFUL_FIRST = List.of(
            LegState.UNKNOWN,
            LegState.MODIFYING,
            LegState.CANCELLING,
            LegState.SENT,
            LegState.PARTIAL,
            LegState.WORKING);

    LegPicture {
        brokerOrderIds = List.copyOf(brokerOrderIds);
    }

    /** The picture of all broker orders of one leg, in any order. */
    static LegPicture of(List<LegOrder> orders) {
        if (orders.isEmpty()) {
            return EMPTY;
        }
        List<LegOrder> byNumber = new ArrayList<>(orders);
        byNumber.sort(Comparator.comparingInt(LegOrder::number));
        List<LegOrder> live =
                byNumber.stream().filter(order -> stateOf(order).isLive()).toList();
        List<LegOrder> shown = live.isEmpty() ? lastOfEachSlice(byNumber) : live;
        LegOrder newest = shown.get(shown.size() - 1);
        return new LegPicture(
                live.isEmpty() ? newest.state() : mostDoubtful(live),
                newest.type(),
                newest.limitPrice(),
                newest.triggerPrice(),
                shown.stream().mapToInt(LegOrder::quantity).sum(),
                shown.stream().mapToInt(LegOrder::filled).sum(),
                average(shown).orElse(null),
                shown.stream()
                        .flatMap(order -> Optional.ofNullable(order.brokerOrderId()).stream())
                        .toList(),
                newestReason(shown).orElse(null));
    }

    /** An order with a write whose outcome nobody knows is unknown, whatever it was before. */
    private static LegState stateOf(LegOrder order) {
        return order.pending() == null ? order.state() : LegState.UNKNOWN;
    }

    private static LegState mostDoubtful(List<LegOrder> live) {
        return live.stream()
                .map(LegPicture::stateOf)
                .min(Comparator.comparingInt(DOUBTFUL_FIRST::indexOf))
                .orElse(LegState.UNKNOWN);
    }

    private static List<LegOrder> lastOfEachSlice(List<LegOrder> byNumber) {
        Map<Integer, LegOrder> last = new LinkedHashMap<>();
        for (LegOrder order : byNumber) {
            last.remove(order.slice());
            last.put(order.slice(), order);
        }
        return List.copyOf(last.values());
    }

    private static Optional<BigDecimal> average(List<LegOrder> shown) {
        BigDecimal worth = BigDecimal.ZERO;
        int units = 0;
        for (LegOrder order : shown) {
            BigDecimal price = order.averagePrice();
            if (price != null && order.filled() > 0) {
                worth = worth.add(price.multiply(BigDecimal.valueOf(order.filled())));
                units += order.filled();
            }
        }
        return units == 0
                ? Optional.empty()
                : Optional.of(worth.divide(BigDecimal.valueOf(units), 4, RoundingMode.HALF_EVEN));
    }

    private static Optional<String> newestReason(List<LegOrder> shown) {
        return shown.stream()
                .map(LegOrder::reason)
                .filter(reason -> !reason.isBlank())
                .reduce((older, newer) -> newer);
    }
}
