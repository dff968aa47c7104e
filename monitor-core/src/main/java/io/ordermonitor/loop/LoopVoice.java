package io.ordermonitor.loop;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope.Kind;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a loop says to its user: first the orders that changed, then the errors, then that a cycle ran. */
final class LoopVoice {
    private static final Logger LOG = LoggerFactory.getLogger(LoopVoice.class);

    private final LoopParts parts;
    private final long userId;

    LoopVoice(LoopParts parts, long userId) {
        this.parts = parts;
        this.userId = userId;
    }

    void report(CycleReport report, Instant nextCycle) {
        Instant now = parts.clock().instant();
        report.updates().forEach(update -> parts.audience().tell(userId, update));
        if (!report.findings().isEmpty()) {
            parts.audience().tell(userId, new Message.MonitoringErrors(report.findings(), now));
        }
        boolean nudged = report.kind() == Kind.NUDGED;
        parts.audience()
                .tell(
                        userId,
                        new Message.CycleCompleted(
                                report.number(),
                                nudged,
                                report.steps(),
                                report.pnl(),
                                report.orders(),
                                parts.settings().wallMillis(Duration.between(now, nextCycle)),
                                now));
        Duration took = Duration.between(report.startedAt(), report.endedAt());
        int errors = report.findings().size();
        parts.listener()
                .on(new MonitorEvent.CycleEnded(userId, report.number(), nudged, report.startedAt(), took, errors));
        LOG.debug(
                "cycle ended user={} cycle={} kind={} ms={} errors={}",
                userId,
                report.number(),
                report.kind(),
                took.toMillis(),
                errors);
    }

    void failed(Throwable failure) {
        if (failure instanceof StoreException) {
            LOG.warn("no cycle, the database failed; the next one comes user={} cause={}", userId, failure.toString());
            say(Finding.error(
                    0,
                    0,
                    0,
                    Code.DATABASE,
                    "There was no monitoring cycle, for the database did not answer; the next one comes by itself."));
            return;
        }
        LOG.error("a cycle threw; the next one comes user={}", userId, failure);
        say(Finding.error(
                0,
                0,
                0,
                Code.STEP_FAILED,
                "The monitoring cycle failed inside the server; the next one comes by itself."));
    }

    void unknownDay(LocalDate day) {
        LOG.warn("the calendar does not know the day: books are read, nothing is written user={} day={}", userId, day);
        say(Finding.error(
                0,
                0,
                0,
                Code.VALIDATION,
                "The trading calendar does not know " + day + ": books are read, no order is sent or changed."));
    }

    /** Sends the user's connections away until the hours begin. */
    void outsideHours(Instant now) {
        if (!parts.audience().isPresent(userId)) {
            return;
        }
        Instant back = parts.hours().takesConnectionsAt(now);
        long wait = parts.settings().wallMillis(Duration.between(now, back));
        parts.audience().tell(userId, new Message.MonitoringStopped(TradingHours.OUTSIDE, back, wait, now));
        parts.audience().dismiss(userId, Audience.OUTSIDE_HOURS, TradingHours.OUTSIDE);
    }

    void leaseLost(Instant now) {
        LOG.warn(
                "the lease does not stand any more: it was not renewed in time, or another process took it user={}",
                userId);
        parts.audience()
                .tell(
                        userId,
                        new Message.MonitoringStopped(
                                "this server may not monitor at the moment; another one may have taken over",
                                null,
                                null,
                                now));
    }

    void started(Instant now) {
        LOG.info("loop started user={}", userId);
        parts.listener().on(new MonitorEvent.LoopStarted(userId, now));
    }

    void ended(Instant now, String reason) {
        boolean exposed = parts.cycles().isExposed(userId);
        parts.cycles().loopEnded(userId);
        LOG.info("loop ended user={} reason={} exposed={}", userId, reason, exposed);
        parts.listener().on(new MonitorEvent.LoopEnded(userId, now, reason, exposed));
        if (exposed) {
            parts.exposedEnd().ended(userId, now, reason);
        }
    }

    private void say(Finding finding) {
        parts.audience()
                .tell(
                        userId,
                        new Message.MonitoringErrors(
                                List.of(finding), parts.clock().instant()));
    }
}
