package io.ordermonitor.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
    private final Instant dayStart;

    /**
     * @param dayStart when the book's trading day began: broker order ids are unique within it only
     */
    BookIndex(Collection<BrokerOrder> book, Instant dayStart) {
        this.dayStart = dayStart;
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
        int byTime = a.updatedAt().compareTo(b.updatedAt());
        int byState = byTime != 0 ? byTime : a.state().compareTo(b.state());
        return byState >= 0 ? a : b;
    }

    private static BrokerOrder first(BrokerOrder a, BrokerOrder b) {
        int byTime = a.createdAt().compareTo(b.createdAt());
        return byTime < 0 || (byTime == 0 && a.brokerOrderId().compareTo(b.brokerOrderId()) < 0) ? a : b;
    }

    /** The row of one of our broker orders; an order of an earlier day is known by its tag alone. */
    @Nullable
    BrokerOrder rowOf(LegOrder leg) {
        String id = leg.brokerOrderId();
        BrokerOrder known = id == null || isOld(leg) ? null : byId.get(id);
        return known != null ? known : byTag.get(leg.tag());
    }

    /** True if it was placed on an earlier trading day. */
    boolean isOld(LegOrder leg) {
        return leg.sentAt().isBefore(dayStart);
    }

    /** The rows of an instrument and product that the day itself brought or changed. */
    List<BrokerOrder> today(InstrumentId instrument, Product product) {
        return byId.values().stream()
                .filter(row -> row.instrument().equals(instrument)
                        && row.product() == product
                        && !row.updatedAt().isBefore(dayStart))
                .toList();
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
                .sorted(Comparator.comparing(BrokerOrder::brokerOrderId))
                .forEach(foreign::add);
        return foreign;
    }
}
