package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.ReportErrors;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 10 as specified: errors are told each cycle that finds them; alarms when raised, every ten minutes, and when
 * cleared. An alarm about a condition ends when a whole cycle no longer finds it; one about an event ends after ten
 * minutes.
 */
public final class AlarmReport implements ReportErrors {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmReport.class);
    /** How often a standing alarm is told. */
    public static final Duration REMINDER = Duration.ofMinutes(10);

    private static final Set<Code> EVENTS = EnumSet.of(Code.TERMINAL_CHANGED, Code.ENTRY_GIVEN_UP, Code.EXTERNAL);

    private final Alarms store;
    private final MonitorListener listener;
    private final Map<Long, UserAlarms> users = new ConcurrentHashMap<>();

    public AlarmReport(Alarms store, MonitorListener listener) {
        this.store = store;
        this.listener = listener;
    }

    private record Key(long accountId, long orderId, Code code) {}

    private record Standing(Alarm alarm, Instant toldAt) {}

    /** One user's alarms, guarded by their own lock, which is never held while the store is asked. */
    private static final class UserAlarms {
        private final Map<Key, Standing> standing = new LinkedHashMap<>();
        private final List<Alarm> unsaved = new ArrayList<>();
        private volatile boolean isRead;
    }

    /** The alarms that stand for a user; while the store cannot be read, those raised since. May block on the store. */
    public List<Alarm> standing(long userId) {
        UserAlarms mine = readIfPossible(userId);
        synchronized (mine) {
            return mine.standing.values().stream().map(Standing::alarm).toList();
        }
    }

    private UserAlarms readIfPossible(long userId) {
        try {
            return read(userId);
        } catch (StoreException e) {
            LOG.warn("alarms not read user={} cause={}", userId, e.toString());
            return of(userId);
        }
    }

    /** The user's alarms: what stands in the store, and what was raised before it could be read. */
    private UserAlarms read(long userId) {
        UserAlarms mine = of(userId);
        if (!mine.isRead) {
            List<Alarm> stored = store.standing(userId);
            synchronized (mine) {
                if (!mine.isRead) {
                    stored.forEach(alarm -> mine.standing.putIfAbsent(key(alarm), new Standing(alarm, alarm.since())));
                    mine.isRead = true;
                }
            }
        }
        return mine;
    }

    private UserAlarms of(long userId) {
        return users.computeIfAbsent(userId, id -> new UserAlarms());
    }

    /** Raises an alarm that was found outside a cycle and told already; blocks on the store. */
    public void raise(Alarm alarm) {
        announce(alarm, 0);
        stand(alarm, alarm.since());
    }

    /**
     * Raises an alarm that was found outside a cycle, if it does not stand; blocks on the store.
     *
     * @return true if it is to be told now: it is new, or was told ten minutes ago
     */
    public boolean raiseAgain(Alarm alarm) {
        UserAlarms mine = readIfPossible(alarm.userId());
        Standing standing;
        synchronized (mine) {
            standing = mine.standing.get(key(alarm));
        }
        if (standing == null) {
            raise(alarm);
            return true;
        }
        boolean due = !standing.toldAt().plus(REMINDER).isAfter(alarm.since());
        if (due) {
            stand(standing.alarm(), alarm.since());
        }
        return due;
    }

    /**
     * Ends alarms of a user that concern none of his accounts, as nothing is left that they warn of; blocks on the store.
     *
     * @return what he is to be told
     */
    public List<Finding> end(long userId, Set<Code> codes, Instant now) {
        UserAlarms mine = readIfPossible(userId);
        List<Finding> told = new ArrayList<>();
        List<Alarm> changed = new ArrayList<>();
        synchronized (mine) {
            for (Code code : codes) {
                Standing standing = mine.standing.remove(new Key(0, 0, code));
                if (standing != null) {
                    told.add(over(standing.alarm(), now, 0, changed));
                }
            }
        }
        save(userId, mine, changed);
        return told;
    }

    private void stand(Alarm alarm, Instant toldAt) {
        UserAlarms mine = readIfPossible(alarm.userId());
        synchronized (mine) {
            mine.standing.put(key(alarm), new Standing(alarm, toldAt));
        }
        save(alarm.userId(), mine, List.of(alarm));
    }

    private void announce(Alarm alarm, long cycle) {
        LOG.error(
                "alarm user={} account={} order={} code={} cycle={}: {}",
                alarm.userId(),
                alarm.accountId(),
                alarm.orderId(),
                alarm.code(),
                cycle,
                alarm.message());
        listener.on(new MonitorEvent.AlarmChanged(alarm.userId(), alarm));
    }

    @Override
    public List<Finding> report(CycleScope scope, List<Finding> found, boolean whole) {
        UserAlarms mine = read(scope.userId());
        List<Finding> told = new ArrayList<>();
        List<Alarm> changed = new ArrayList<>();
        synchronized (mine) {
            Map<Key, Finding> raised = new LinkedHashMap<>();
            for (Finding finding : found) {
                if (finding.alarm()) {
                    raised.putIfAbsent(key(finding), finding);
                } else {
                    told.add(finding);
                }
            }
            raised.forEach((key, finding) -> raise(scope, mine.standing, key, finding, told, changed));
            clear(scope, mine.standing, raised.keySet(), whole ? unread(found) : null, told, changed);
        }
        save(scope.userId(), mine, changed);
        return told;
    }

    /** Alarms are told whether or not they can be stored; those that cannot are stored with the next ones. */
    private void save(long userId, UserAlarms mine, List<Alarm> changed) {
        List<Alarm> due;
        synchronized (mine) {
            mine.unsaved.addAll(changed);
            due = List.copyOf(mine.unsaved);
            mine.unsaved.clear();
        }
        if (due.isEmpty()) {
            return;
        }
        try {
            store.save(due);
        } catch (StoreException e) {
            synchronized (mine) {
                mine.unsaved.addAll(0, due);
            }
            LOG.warn("alarms not stored, they are with the next cycle user={} alarms={}", userId, due.size(), e);
        }
    }

    /** Accounts that this cycle could not read, or not all of: what was wrong there may be wrong still. */
    private static Set<Long> unread(List<Finding> found) {
        return found.stream()
                .filter(f -> f.step() == 1 && f.accountId() != 0)
                .map(Finding::accountId)
                .collect(Collectors.toSet());
    }

    private static Key key(Alarm alarm) {
        return new Key(alarm.accountId(), alarm.orderId(), alarm.code());
    }

    private static Key key(Finding finding) {
        return new Key(finding.accountId(), finding.orderId(), finding.code());
    }

    private void raise(
            CycleScope scope,
            Map<Key, Standing> mine,
            Key key,
            Finding finding,
            List<Finding> told,
            List<Alarm> changed) {
        Standing standing = mine.get(key);
        if (standing == null) {
            Alarm alarm = new Alarm(
                    scope.userId(), key.accountId(), key.orderId(), key.code(), finding.message(), scope.now(), null);
            mine.put(key, new Standing(alarm, scope.now()));
            changed.add(alarm);
            told.add(finding);
            announce(alarm, scope.number());
        } else if (!standing.toldAt().plus(REMINDER).isAfter(scope.now())) {
            mine.put(key, new Standing(standing.alarm(), scope.now()));
            told.add(finding);
        }
    }

    /**
     * @param unread accounts of which nothing can be said now; null if nothing can be said of any
     */
    private void clear(
            CycleScope scope,
            Map<Key, Standing> mine,
            Set<Key> raised,
            @Nullable Set<Long> unread,
            List<Finding> told,
            List<Alarm> changed) {
        for (Map.Entry<Key, Standing> entry : List.copyOf(mine.entrySet())) {
            Key key = entry.getKey();
            Alarm alarm = entry.getValue().alarm();
            if (raised.contains(key) || !isOver(scope, alarm, unread)) {
                continue;
            }
            mine.remove(key);
            told.add(over(alarm, scope.now(), scope.number(), changed));
        }
    }

    private Finding over(Alarm alarm, Instant now, long cycle, List<Alarm> changed) {
        Alarm cleared = alarm.cleared(now);
        changed.add(cleared);
        listener.on(new MonitorEvent.AlarmChanged(alarm.userId(), cleared));
        LOG.info(
                "alarm cleared user={} account={} order={} code={} cycle={}",
                alarm.userId(),
                alarm.accountId(),
                alarm.orderId(),
                alarm.code(),
                cycle);
        return new Finding(
                10, alarm.accountId(), alarm.orderId(), alarm.code(), "Over: " + alarm.message(), false, true);
    }

    private static boolean isOver(CycleScope scope, Alarm alarm, @Nullable Set<Long> unread) {
        if (alarm.code() == Code.LOOP_ENDED_EXPOSED) {
            // A cycle that began after the loop had ended is one of a new loop.
            return scope.now().isAfter(alarm.since());
        }
        return EVENTS.contains(alarm.code())
                ? !alarm.since().plus(REMINDER).isAfter(scope.now())
                : unread != null && !unread.contains(alarm.accountId());
    }
}
