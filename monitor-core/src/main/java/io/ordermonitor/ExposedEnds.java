package io.ordermonitor;

import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.loop.ExposedEnd;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Coverage;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.step.AlarmReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loops that end although their user is exposed: an alarm, told again every ten minutes, that ends when his loop runs
 * again. The end of a process that will take him up again when it starts is none.
 */
final class ExposedEnds implements ExposedEnd {
    private static final Logger LOG = LoggerFactory.getLogger(ExposedEnds.class);

    private final AlarmReport alarms;
    private final Workers workers;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final BiConsumer<Long, Message> audience;
    private final boolean takenUpAgain;
    private final Map<Long, ScheduledFuture<?>> reminders = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /**
     * @param audience is given what a user is told
     * @param takenUpAgain whether a start of the process takes exposed users up by itself
     */
    ExposedEnds(
            AlarmReport alarms,
            Workers workers,
            Clock clock,
            ScheduledExecutorService timers,
            BiConsumer<Long, Message> audience,
            boolean takenUpAgain) {
        this.alarms = alarms;
        this.workers = workers;
        this.clock = clock;
        this.timers = timers;
        this.audience = audience;
        this.takenUpAgain = takenUpAgain;
    }

    /** From now on loops end because the process does. */
    void closing() {
        closing = true;
        reminders.values().forEach(timer -> timer.cancel(false));
    }

    /** The process has ended: says what it leaves without a stop-loss. */
    void closed(List<UserDesk> desks) {
        for (UserDesk desk : desks) {
            List<Long> bare = desk.glance().stream()
                    .filter(order -> Coverage.unprotected(order) > 0)
                    .map(ManagedOrder::id)
                    .toList();
            if (!bare.isEmpty()) {
                LOG.warn(
                        "open units have no live stop-loss until the next start user={} orders={}",
                        desk.userId(),
                        bare);
            }
        }
    }

    @Override
    public void ended(long userId, Instant at, String reason) {
        if (closing && takenUpAgain) {
            LOG.info("exposed user left in an orderly shutdown, the next start takes him up again user={}", userId);
            return;
        }
        if (reason.equals(ExposedEnd.LEASE_LOST)) {
            // If another process follows him, an alarm in its database would be untrue.
            LOG.error(
                    "nobody follows an exposed user in this process, its lease ran out: it goes on when the lease stands"
                            + " again, unless another process has taken over user={}",
                    userId);
            return;
        }
        String message = "The monitoring of user " + userId + " ended (" + reason
                + ") while he has working entries, open quantity, unsettled orders, a placement given up that may turn up"
                + " yet, or something that is not stored: nobody follows them now";
        tell(userId, message, at);
        onWorkers(userId, () -> {
            alarms.raise(new Alarm(userId, 0, 0, Code.LOOP_ENDED_EXPOSED, message, at, null));
            remindLater(userId);
        });
    }

    private void remindLater(long userId) {
        Duration wait = AlarmReport.REMINDER;
        try {
            ScheduledFuture<?> next = timers.schedule(
                    () -> onWorkers(userId, () -> remind(userId)), wait.toNanos(), TimeUnit.NANOSECONDS);
            ScheduledFuture<?> before = reminders.put(userId, next);
            if (before != null) {
                before.cancel(false);
            }
            if (closing) {
                next.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("the timers are closed, no reminder user={}", userId);
        }
    }

    private void remind(long userId) {
        alarms.standing(userId).stream()
                .filter(alarm -> alarm.code() == Code.LOOP_ENDED_EXPOSED)
                .findFirst()
                .ifPresent(alarm -> {
                    tell(userId, alarm.message(), clock.instant());
                    remindLater(userId);
                });
    }

    private void tell(long userId, String message, Instant at) {
        Finding finding = Finding.alarm(0, 0, 0, Code.LOOP_ENDED_EXPOSED, message);
        audience.accept(userId, new Message.MonitoringErrors(List.of(finding), at));
    }

    private void onWorkers(long userId, Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.error(
                    "the monitor is closed while nobody follows an exposed user: start it again user={} code={}",
                    userId,
                    Code.LOOP_ENDED_EXPOSED);
        }
    }
}
