package io.ordermonitor.step;

import io.ordermonitor.order.SingleExit;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often stop-losses were turned into targets today. Kept in memory: a restart begins anew. Thread-safe. */
final class TargetTurns {
    private final Map<Long, Turned> orders = new ConcurrentHashMap<>();

    private record Turned(LocalDate day, int times) {}

    int left(long orderId, LocalDate day) {
        Turned turned = orders.get(orderId);
        return turned == null || !turned.day().equals(day)
                ? SingleExit.TURNS_A_DAY
                : SingleExit.TURNS_A_DAY - turned.times();
    }

    void count(long orderId, LocalDate day) {
        orders.compute(
                orderId,
                (id, old) ->
                        old == null || !old.day().equals(day) ? new Turned(day, 1) : new Turned(day, old.times() + 1));
    }

    void forget(long orderId) {
        orders.remove(orderId);
    }
}
