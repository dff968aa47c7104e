package io.ordermonitor.step;

import io.ordermonitor.order.Code;
import io.ordermonitor.order.ExitContext;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.UnfinishedExit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Exits with which nothing comes to an end: a write that the broker took and the exchange never answered, one that is
 * taken each time and has no effect, a cancellation that is refused each time. Every cycle does what it can, and finds
 * them as they were; from the third cycle after the first sight on a person is told. Users are independent; the cycles
 * of one run one at a time.
 */
final class StalledExits {
    static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Map<Long, Map<String, Stall>> users = new ConcurrentHashMap<>();

    /**
     * An exit that was not as it should be whenever it was looked at.
     *
     * @param since when that was seen first
     * @param seenAt when it was seen last
     * @param wanted the stop that it should be; null if it should settle, leave or be gone
     */
    private record Stall(
            Instant since, Instant seenAt, @Nullable OrderTerms wanted) {}

    /** Looks at an order's exits before a cycle writes anything for them; the alarm about the first that is stalled. */
    Optional<Finding> look(long userId, ManagedOrder order, ExitContext context) {
        Map<String, Stall> mine = users.computeIfAbsent(userId, id -> new HashMap<>());
        Instant now = context.market().now();
        mine.values().removeIf(stall -> stall.seenAt().plus(PATIENCE).isBefore(now));
        if (!context.market().session().takesExits()) {
            return Optional.empty();
        }
        Optional<Finding> alarm = Optional.empty();
        for (LegOrder leg : order.liveExits()) {
            Optional<UnfinishedExit> unfinished = UnfinishedExit.of(order, leg, context);
            if (unfinished.isEmpty()) {
                mine.remove(leg.tag());
                continue;
            }
            Stall stall = seen(mine.get(leg.tag()), unfinished.get().wanted(), now);
            mine.put(leg.tag(), stall);
            if (alarm.isEmpty() && !now.isBefore(stall.since().plus(PATIENCE))) {
                alarm = Optional.of(alarm(order, leg, unfinished.get(), stall));
            }
        }
        return alarm;
    }

    /** Who asks for another stop each minute does not wait for one of them. */
    private static Stall seen(@Nullable Stall before, @Nullable OrderTerms wanted, Instant now) {
        if (before == null) {
            return new Stall(now, now, wanted);
        }
        OrderTerms was = before.wanted();
        if (wanted == null || was == null) {
            return new Stall(before.since(), now, wanted == null ? was : wanted);
        }
        return new Stall(wanted.equals(was) ? before.since() : now, now, wanted);
    }

    private static Finding alarm(ManagedOrder order, LegOrder leg, UnfinishedExit unfinished, Stall stall) {
        String id = leg.brokerOrderId();
        return Finding.alarm(
                4,
                order.accountId(),
                order.id(),
                Code.UNKNOWN_OUTCOME,
                "Order " + order.id() + ", account " + order.accountId() + ": its " + Writing.name(leg.leg()) + " ("
                        + (id == null ? "tag " + leg.tag() : "broker order " + id) + ") " + unfinished.what() + ", for "
                        + Duration.between(stall.since(), stall.seenAt()).toSeconds()
                        + " s now. Check it at the broker, and change or cancel it there if need be.");
    }
}
