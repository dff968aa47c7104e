package io.ordermonitor.order;

import org.jspecify.annotations.Nullable;

/** The sentences of an order's story about what the order book showed of its broker orders, at the time it was seen. */
final class LegTale {
    private LegTale() {}

    /** @param before what was told of the same broker order last; null if nothing was */
    static String seen(@Nullable LegChange before, LegChange now) {
        String name = WriteTale.begun(WriteTale.name(now.leg()));
        String id =
                " (" + now.tag() + (now.brokerOrderId() == null ? "" : ", broker order " + now.brokerOrderId()) + ")";
        String said = filled(before, now);
        if (now.triggered() && (before == null || !before.triggered())) {
            said += (said.isEmpty() ? "" : " and") + " triggered";
        }
        boolean ended = before == null || before.state() != now.state();
        String end = ended ? end(now) : "";
        if (!end.isEmpty()) {
            said += (said.isEmpty() ? "" : " and") + end;
        }
        return said.isEmpty() ? "" : name + id + said + ".";
    }

    private static String filled(@Nullable LegChange before, LegChange now) {
        int was = before == null ? 0 : before.filled();
        if (now.filled() == was) {
            return "";
        }
        String average = now.averagePrice() == null ? "" : " at " + AskedTale.price(now.averagePrice()) + " on average";
        boolean whole = was == 0 || now.filled() < was;
        return whole
                ? " is seen to have filled " + now.filled() + " of " + now.quantity() + average
                : " is seen to have filled " + (now.filled() - was) + " more, " + now.filled() + " of " + now.quantity()
                        + average;
    }

    private static String end(LegChange now) {
        String why = now.reason().isEmpty() ? "" : ": " + now.reason();
        return switch (now.state()) {
            case CANCELLED -> " is cancelled" + why;
            case REJECTED -> " is rejected" + why;
            case EXPIRED -> " ended with its day" + why;
            default -> "";
        };
    }
}
