package io.ordermonitor.execution;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;

/** The desks of all users of this process. Thread-safe. */
public final class Desks {
    private final ConcurrentMap<Long, UserDesk> desks = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timers;

    public Desks(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    /** The desks that there are. */
    public List<UserDesk> all() {
        return List.copyOf(desks.values());
    }

    /** The user's desk; made if there is none. */
    public UserDesk of(long userId) {
        return desks.computeIfAbsent(userId, id -> new UserDesk(id, timers));
    }
}
