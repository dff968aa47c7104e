package io.ordermonitor.order;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one managed order. {@link OrderTale} tells it.
 *
 * @param order as it stands
 * @param writes to brokers, oldest first
 * @param changes of the order, oldest first
 * @param legs what the order book showed of its broker orders, oldest first
 * @param requests rows of {@code order_request} that concerned it, oldest first
 * @param alarms about it, oldest first, those that are over too
 * @param takeovers of its user, oldest first
 * @param rejected how its entry was rejected; null if it was not
 * @param regeneratedAs the order that was made of it then; null if none was
 */
public record AuditTrail(
        ManagedOrder order,
        List<AuditedWrite> writes,
        List<OrderChange> changes,
        List<LegChange> legs,
        List<AskedRequest> requests,
        List<Alarm> alarms,
        List<Takeover> takeovers,
        @Nullable RejectedOrder rejected,
        @Nullable Long regeneratedAs) {
    public AuditTrail {
        Objects.requireNonNull(order, "order");
        writes = List.copyOf(writes);
        changes = List.copyOf(changes);
        legs = List.copyOf(legs);
        requests = List.copyOf(requests);
        alarms = List.copyOf(alarms);
        takeovers = List.copyOf(takeovers);
    }
}
