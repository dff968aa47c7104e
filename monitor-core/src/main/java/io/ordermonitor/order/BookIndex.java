package io.ordermonitor.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One order book by broker order id and by tag. Of rows with one broker order id the most advanced counts; of rows
 * with one tag the first created.
 */
final class BookIndex {
    private final Map<String, BrokerOrder> byId = new HashMap<>();
    private final Map<String, BrokerOrder> byTag = new HashMap<>();

    BookIndex(Collection<BrokerOrder> book) {
        for (BrokerOrder row : book) {
            byId.merge(row.brokerOrderId(), row, BookIndex::moreAdvanced);
        }
        for (BrokerOrder row : byId.values()) {
            if (!row.tag().isEmpty()) {
                byTag.merge(row.tag(), row, BookIndex::first);
            }
        }
    }

    private static BrokerOrder moreAdvanced(BrokerOrder a, BrokerOrder b) {
        if (a.filled() != b.filled()) {
            return a.filled() > b.filled() ? a : b;
        }
        return b.updatedAt().isAfter(a.updatedAt()) ? b : a;
    }

    private static BrokerOrder first(BrokerOrder a, BrokerOrder b) {
        int byTime = a.createdAt().compareTo(b.createdAt());
        return byTime < 0 || (byTime == 0 && a.brokerOrderId().compareTo(b.brokerOrderId()) < 0) ? a : b;
    }

    @Nullable
    BrokerOrder rowOf(LegOrder leg) {
        String id = leg.brokerOrderId();
        BrokerOrder known = id == null ? null : byId.get(id);
        return known != null ? known : byTag.get(leg.tag());
    }

    /** The rows that belong to none of these orders. */
    List<BrokerOrder> foreignTo(Collection<ManagedOrder> orders) {
        Set<String> ours = new HashSet<>();
        for (ManagedOrder order : orders) {
            for (LegOrder leg : order.legOrders()) {
                BrokerOrder row = rowOf(leg);
                if (row != null) {
                    ours.add(row.brokerOrderId());
                }
            }
        }
        List<BrokerOrder> foreign = new ArrayList<>();
        byId.values().stream()
                .filter(row -> !ours.contains(row.brokerOrderId()))
                .forEach(foreign::add);
        return foreign;
    }
}
