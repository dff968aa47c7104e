package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A book as a broker shows it that shows it wrong. */
record ShownRows(List<BrokerOrder> rows, Set<InstrumentId> quarantined) {
    /** What a fault of one read makes of a book; other faults leave it as it is. */
    static ShownRows of(List<BrokerOrder> book, Set<InstrumentId> quarantined, @Nullable PlannedFault fault) {
        if (fault == null || book.isEmpty()) {
            return new ShownRows(book, quarantined);
        }
        List<BrokerOrder> rows = new ArrayList<>(book);
        int at = Math.floorMod(fault.pick(), rows.size());
        BrokerOrder row = rows.get(at);
        switch (fault.kind()) {
            case DUPLICATE_ROW -> rows.add(row);
            case MISSING_ROW -> rows.remove(at);
            case EMPTY_BOOK -> rows.clear();
            case LOWER_FILLED -> rows.set(at, copy(row, 0, null, row.state()));
            case NO_AVERAGE -> rows.set(at, copy(row, row.filled(), null, row.state()));
            case UNKNOWN_STATUS -> rows.set(at, copy(row, row.filled(), row.averagePrice(), LegState.UNKNOWN));
            case SHUFFLED_ROWS -> Collections.shuffle(rows, new Random(fault.pick()));
            case QUARANTINED_ROW -> {
                rows.removeIf(other -> other.instrument().equals(row.instrument()));
                return new ShownRows(rows, Set.of(row.instrument()));
            }
            default -> {}
        }
        return new ShownRows(rows, quarantined);
    }

    /** The row with another fill and state. */
    static BrokerOrder copy(BrokerOrder row, int filled, @Nullable BigDecimal average, LegState state) {
        return new BrokerOrder(
                row.brokerOrderId(),
                row.tag(),
                row.instrument(),
                row.side(),
                row.product(),
                row.type(),
                row.quantity(),
                filled,
                average,
                row.limitPrice(),
                row.triggerPrice(),
                state,
                row.triggered(),
                row.reason(),
                row.createdAt(),
                row.updatedAt());
    }
}
