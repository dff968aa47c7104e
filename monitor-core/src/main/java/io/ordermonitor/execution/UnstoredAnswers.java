package io.ordermonitor.execution;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.WriteOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of writes, as far as it is not stored with their orders yet. Guarded by the user's write lock. */
final class UnstoredAnswers {
    private final Map<WriteKey, WriteOutcome> outcomes = new LinkedHashMap<>();
    private final Map<WriteKey, Intent.Settled> answers = new LinkedHashMap<>();
    private final Set<Long> unrecorded = new HashSet<>();

    private record WriteKey(String tag, int write) {}

    /** Keeps what a broker answered. */
    void keep(Intent.Settled answer) {
        keep(WriteOutcome.of(answer));
        answers.put(new WriteKey(answer.intent().tag(), answer.intent().write()), answer);
    }

    void keep(WriteOutcome outcome) {
        outcomes.merge(
                new WriteKey(outcome.tag(), outcome.write()),
                outcome,
                (was, now) -> now.saysMoreThan(was.outcome()) ? now.over(was) : was);
    }

    /** The database did not take what became of these orders: a process that ends now takes it with it. */
    void notRecorded(Collection<Long> orders) {
        unrecorded.addAll(orders);
    }

    boolean isRecorded(long orderId) {
        return !unrecorded.contains(orderId);
    }

    boolean isEmpty() {
        return outcomes.isEmpty();
    }

    List<WriteOutcome> of(Set<Long> orders) {
        return outcomes.values().stream()
                .filter(o -> orders.contains(o.orderId()))
                .toList();
    }

    /** Those of brokers, oldest first. */
    List<Intent.Settled> answers() {
        return List.copyOf(answers.values());
    }

    /** They are stored with these orders, or nobody needs them any more. */
    void forget(Set<Long> orders) {
        outcomes.values().removeIf(o -> orders.contains(o.orderId()));
        answers.values().removeIf(a -> orders.contains(a.intent().orderId()));
        unrecorded.removeAll(orders);
    }

    void clear() {
        outcomes.clear();
        answers.clear();
        unrecorded.clear();
    }
}
