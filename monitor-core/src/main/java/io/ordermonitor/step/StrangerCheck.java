package io.ordermonitor.step;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Overlay;
import io.ordermonitor.order.Tag;
import io.ordermonitor.store.Orders;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Orders at the broker that carry a tag of this installation and are not the ones that we know by it: someone copied a
 * tag, two installations share an id, or one of our orders reached the broker twice. What was rejected and moved out of
 * {@code orders}, and what ended on an earlier day, keeps its history: its own row is no stranger.
 */
final class StrangerCheck {
    private final Orders orders;
    private final String installation;
    private final ZoneId zone;
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();

    StrangerCheck(Orders orders, ZoneId zone) {
        this.orders = orders;
        this.installation = orders.installation();
        this.zone = zone;
    }

    /**
     * What is strange in the order books of a cycle.
     *
     * @param today the trading day of the books
     */
    List<Finding> check(Overlay overlay, LocalDate today) {
        List<Finding> findings = new ArrayList<>();
        overlay.foreign().forEach((accountId, rows) -> {
            for (BrokerOrder row : rows) {
                OptionalLong orderId = Tag.orderOf(installation, row.tag());
                if (orderId.isEmpty()) {
                    continue;
                }
                boolean isMonitored = overlay.orders().containsKey(orderId.getAsLong());
                boolean isRetired =
                        !isMonitored && mayBeRetired(row, today) && isRecorded(row.tag(), orderId.getAsLong());
                if (!isRetired) {
                    findings.add(stranger(accountId, row, isMonitored ? orderId : OptionalLong.empty()));
                }
            }
        });
        return findings;
    }

    private static Finding stranger(long accountId, BrokerOrder row, OptionalLong monitored) {
        String whose = monitored.isPresent()
                ? " but is not the one that order " + monitored.getAsLong() + " has under it"
                : " but is none of its orders";
        return Finding.alarm(
                3,
                accountId,
                0,
                Code.FOREIGN_TAG,
                "Account " + accountId + ": broker order " + row.brokerOrderId() + " carries tag " + row.tag()
                        + " of this installation" + whose + "; it is not touched, and nothing protects what it fills:"
                        + " check it at the broker");
    }

    /** What ends today is monitored until the day is over, unless it was rejected: then nothing of it trades. */
    private boolean mayBeRetired(BrokerOrder row, LocalDate today) {
        boolean isOfToday = !LocalDate.ofInstant(row.createdAt(), zone).isBefore(today);
        return !isOfToday || (row.state().isTerminal() && row.filled() == 0);
    }

    private boolean isRecorded(String tag, long orderId) {
        if (recorded.contains(tag)) {
            return true;
        }
        boolean known = !orders.history(orderId).isEmpty();
        if (known) {
            recorded.add(tag);
        }
        return known;
    }
}
