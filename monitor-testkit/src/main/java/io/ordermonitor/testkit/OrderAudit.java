package io.ordermonitor.testkit;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.LegChange;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderChange;
import io.ordermonitor.order.OrderChange.Standing;
import io.ordermonitor.order.Takeover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rows of order_event, leg_event and user_takeover. */
final class OrderAudit {
    private final Map<Long, List<OrderChange>> changes = new HashMap<>();
    private final Map<Long, List<LegChange>> legs = new HashMap<>();
    private final Map<Long, List<Takeover>> takeovers = new HashMap<>();

    /** An order is stored as {@code now} where {@code was} stood. */
    void changed(ManagedOrder was, ManagedOrder now, Cause cause, long fence, Instant at, String what) {
        if (!what.isEmpty()) {
            said(now, cause, fence, at, what);
        }
        for (LegOrder leg : now.legOrders()) {
            LegOrder before = was.legOrders().stream()
                    .filter(one -> one.tag().equals(leg.tag()))
                    .findFirst()
                    .orElse(null);
            if (LegChange.isTold(before, leg)) {
                legs.computeIfAbsent(now.id(), o -> new ArrayList<>()).add(change(now, leg, cause, fence, at));
            }
        }
    }

    /** An order changed. */
    void said(ManagedOrder now, Cause cause, long fence, Instant at, String what) {
        seen(now.userId(), fence, at);
        changes.computeIfAbsent(now.id(), o -> new ArrayList<>())
                .add(new OrderChange(now.version(), at, cause, fence, what, Standing.of(now)));
    }

    private static LegChange change(ManagedOrder order, LegOrder leg, Cause cause, long fence, Instant at) {
        return new LegChange(
                leg.tag(),
                leg.leg(),
                order.version(),
                at,
                cause.cycle(),
                fence,
                leg.state(),
                leg.quantity(),
                leg.filled(),
                leg.averagePrice(),
                leg.brokerOrderId(),
                leg.triggered(),
                leg.reason());
    }

    /** Nothing here knows the time at which a user is taken: it is that of the first thing done for him. */
    void seen(long userId, long fence, Instant at) {
        List<Takeover> known = takeovers.computeIfAbsent(userId, u -> new ArrayList<>());
        if (known.stream().noneMatch(one -> one.fence() >= fence)) {
            known.add(new Takeover(fence, at));
        }
    }

    List<OrderChange> changes(long orderId) {
        return List.copyOf(changes.getOrDefault(orderId, List.of()));
    }

    List<LegChange> legs(long orderId) {
        return List.copyOf(legs.getOrDefault(orderId, List.of()));
    }

    List<Takeover> takeovers(long userId) {
        return List.copyOf(takeovers.getOrDefault(userId, List.of()));
    }

    /** What a stored change is called; "" if it has nothing to tell. */
    static String called(ManagedOrder was, ManagedOrder now, String why) {
        if (was.state() != now.state()) {
            return was.state() + " to " + now.state() + why;
        }
        Standing before = Standing.of(was.withTerms(now.terms()));
        return Objects.equals(before, Standing.of(now)) ? "" : "filled " + now.entryFilled() + ", open " + now.open();
    }
}
