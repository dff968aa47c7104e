package io.ordermonitor.step;

import io.ordermonitor.order.SingleExit;
import io.ordermonitor.store.Audit;
import io.ordermonitor.store.StoreException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often stop-losses were turned into targets today: counted in memory, from what the audit has of the processes
 * before. Thread-safe.
 */
final class TargetTurns {
    private static final Logger LOG = LoggerFactory.getLogger(TargetTurns.class);

    private final Audit audit;
    private final ZoneId zone;
    private final Map<Long, Turned> orders = new ConcurrentHashMap<>();

    private final Set<Long> unread = ConcurrentHashMap.newKeySet();

    private record Turned(LocalDate day, int times) {}

    /** The slices of one decision are written by one cycle under one lease number. */
    private record Decision(long fence, long cycle) {}

    TargetTurns(Audit audit, ZoneId zone) {
        this.audit = audit;
        this.zone = zone;
    }

    /** How often the order may yet be turned today; 0 if that cannot be known now. May read the audit. */
    int left(long orderId, LocalDate day) {
        Turned turned = orders.get(orderId);
        if (turned == null || !turned.day().equals(day)) {
            try {
                turned = new Turned(day, before(orderId, day));
            } catch (StoreException e) {
                if (unread.add(orderId)) {
                    LOG.warn("the stop-loss stays, its turns of today could not be read order={}", orderId, e);
                }
                return 0;
            }
            unread.remove(orderId);
            orders.put(orderId, turned);
        }
        return SingleExit.TURNS_A_DAY - turned.times();
    }

    private int before(long orderId, LocalDate day) {
        return audit.trail(orderId)
                .map(trail -> (int) trail.writes().stream()
                        .map(write -> write.intent())
                        .filter(intent -> intent.cause().rule().equals(SingleExit.TO_TARGET)
                                && LocalDate.ofInstant(intent.createdAt(), zone).equals(day))
                        .map(intent ->
                                new Decision(intent.fence(), intent.cause().cycle()))
                        .distinct()
                        .count())
                .orElse(0);
    }

    void count(long orderId) {
        orders.computeIfPresent(orderId, (id, old) -> new Turned(old.day(), old.times() + 1));
    }

    void forget(long orderId) {
        orders.remove(orderId);
        unread.remove(orderId);
    }
}
