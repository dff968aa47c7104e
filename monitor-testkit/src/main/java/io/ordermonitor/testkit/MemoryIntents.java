package io.ordermonitor.testkit;

import io.ordermonitor.order.Intent;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Intents;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Intents} in memory, as one process sees them: a later process takes its users with a higher number. */
final class MemoryIntents implements Intents {
    private final Tables tables;
    private final Map<Long, Long> own = new HashMap<>();
    private final int process;

    MemoryIntents(Tables tables) {
        this.tables = tables;
        this.process = ++tables.processes;
    }

    @Override
    public void record(List<Intent> intents) {
        check(intents, Set.of());
        intents.forEach(tables.orders::record);
    }

    /** Throws if the fence does not hold or a key would be broken; nothing is stored yet. */
    void check(List<Intent> intents, Set<Long> creating) {
        for (Intent intent : intents) {
            Long fence = tables.fences.get(intent.userId());
            if (fence == null || fence != intent.fence()) {
                throw new FencedException("user " + intent.userId() + " is owned under number " + fence + ", not under "
                        + intent.fence());
            }
        }
        tables.orders.checkNew(intents, creating);
    }

    /** Throws if this process never took the user, or another one has him now. */
    void checkOwner(long userId) {
        Long taken = own.get(userId);
        if (taken == null || !taken.equals(tables.fences.get(userId))) {
            throw new FencedException(
                    "user " + userId + " is owned under number " + tables.fences.get(userId) + ", not under " + taken);
        }
    }

    @Override
    public void settle(List<Intent.Settled> outcomes) {
        for (Intent.Settled outcome : outcomes) {
            Long fence = tables.fences.get(outcome.intent().userId());
            boolean owned = fence != null && fence == outcome.intent().fence();
            tables.orders.settle(outcome, owned);
        }
    }

    @Override
    public int expireBefore(long userId, LocalDate tradingDay, Instant now) {
        return tables.orders.expireBefore(userId, tradingDay, now);
    }

    @Override
    public long fence(long userId) {
        if (!own.containsKey(userId) && process < tables.processes) {
            throw new FencedException("user " + userId + " cannot be taken: a later process has taken the stores over");
        }
        return own.computeIfAbsent(userId, u -> tables.fences.merge(u, 1L, Long::sum));
    }
}
