package io.ordermonitor.step;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Overlay;
import io.ordermonitor.order.Tag;
import io.ordermonitor.store.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Orders at the broker that carry a tag of this installation and belong to no order we know: someone copied a tag, or
 * two installations share an id. Orders that were moved out of {@code orders} keep their history and are no strangers.
 */
final class StrangerCheck {
    private final Orders orders;
    private final String installation;
    private final Set<String> retired = ConcurrentHashMap.newKeySet();

    StrangerCheck(Orders orders) {
        this.orders = orders;
        this.installation = orders.installation();
    }

    List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        overlay.foreign().forEach((accountId, rows) -> {
            for (BrokerOrder row : rows) {
                OptionalLong orderId = Tag.orderOf(installation, row.tag());
                if (orderId.isPresent() && !isRetired(row.tag(), orderId.getAsLong())) {
                    findings.add(Finding.alarm(
                            3,
                            accountId,
                            0,
                            Code.FOREIGN_TAG,
                            "Account " + accountId + ": broker order " + row.brokerOrderId() + " carries tag "
                                    + row.tag() + " of this installation but is none of its orders; it is not touched,"
                                    + " check it at the broker"));
                }
            }
        });
        return findings;
    }

    private boolean isRetired(String tag, long orderId) {
        if (retired.contains(tag)) {
            return true;
        }
        boolean known = !orders.history(orderId).isEmpty();
        if (known) {
            retired.add(tag);
        }
        return known;
    }
}
