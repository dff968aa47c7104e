package io.ordermonitor.order;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Ends DAY orders of earlier trading days: the first fresh read of a new day does not list them any more. */
final class DayRoll {
    private DayRoll() {}

    /** The order in which live broker orders of earlier days that the book does not show are EXPIRED. */
    static ManagedOrder expire(ManagedOrder order, BookIndex index, LocalDate today, ZoneId zone) {
        List<LegOrder> legs = new ArrayList<>();
        for (LegOrder leg : order.legOrders()) {
            boolean old = LocalDate.ofInstant(leg.sentAt(), zone).isBefore(today);
            boolean gone = old && leg.state().isLive() && index.rowOf(leg) == null;
            legs.add(
                    gone
                            ? leg.withState(LegState.EXPIRED, "day order of an earlier day")
                                    .afterWrite(leg.writeEndedAt(), null)
                            : leg);
        }
        return legs.equals(order.legOrders()) ? order : order.withLegOrders(legs);
    }
}
