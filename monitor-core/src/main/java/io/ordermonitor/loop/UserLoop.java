package io.ordermonitor.loop;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope.Kind;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's loop, on or off: a timer that hands over to a worker, which takes one turn (get the lease, run a cycle,
 * give the lease back) and sets the timer anew. Turns of a user never overlap. Thread-safe: all state is guarded by
 * the lock of the switch, and nothing that blocks is called under it.
 */
final class UserLoop {
    private static final String NOBODY = "nobody is connected";

    private final long userId;
    private final LoopParts parts;
    private final BooleanSupplier closing;
    private final LoopVoice voice;
    private final UserHours hours;
    private final Schedule schedule;
    private final Tenure tenure;
    private final LoopSwitch onOff = new LoopSwitch();
    private final Guard guard = onOff.guard();
    private final CalendarWatch calendar;
    private final WakeUp wakeUp;
    private @Nullable Instant lingerUntil;
    private @Nullable LocalDate reportedDay;
    private boolean headless;
    private boolean busy;

    UserLoop(long userId, LoopParts parts, CalendarWatch calendar, BooleanSupplier closing) {
        this.userId = userId;
        this.parts = parts;
        this.calendar = calendar;
        this.closing = closing;
        this.voice = new LoopVoice(parts, userId);
        this.hours = new UserHours(userId, parts);
        this.schedule = new Schedule(parts.settings());
        this.tenure = new Tenure(userId, parts, voice, guard);
        this.wakeUp = new WakeUp(userId, parts, guard, this::handOver);
    }

    /** Turns the loop on if it is off; {@code firstIn} counts only for the user's first loop. */
    void ensure(Duration firstIn) {
        onOff.turnOn(() -> {
            schedule.begin(now().plus(firstIn));
            tenure.begin(now());
            lingerUntil = null;
            arm();
        });
        wake(now());
    }

    /** A loop that sleeps goes on if there are sessions for its user that it did not know of. */
    private void wake(Instant now) {
        if (hours.takesCycles(now) && !hours.isAfterClose(now)) {
            guard.run(() -> {
                schedule.wake(now);
                arm();
            });
        }
    }

    /** Says whether the loop is to go on without a connection until told otherwise. */
    void headless(boolean wanted) {
        guard.run(() -> headless = wanted);
        if (!wanted) {
            left();
        }
    }

    /** The last connection went: ends the loop, at once or after a while, unless something keeps it. */
    void left() {
        boolean idle = guard.get(() -> {
            lingerUntil = now().plus(parts.settings().linger());
            arm();
            return !busy;
        });
        if (idle) {
            endUnless(this::isWanted, NOBODY);
        }
    }

    /** Ends the loop whoever is there; a cycle in flight finishes its step. */
    void shutDown() {
        endUnless(() -> false, "shutdown");
    }

    boolean nudge(Set<Long> accounts) {
        return ask(() -> schedule.ask(accounts));
    }

    boolean askAtOnce(Set<Long> accounts) {
        return ask(() -> schedule.askAtOnce(accounts));
    }

    private boolean ask(Runnable asking) {
        return guard.get(() -> {
            boolean on = onOff.isOn();
            if (on) {
                asking.run();
                arm();
            }
            return on;
        });
    }

    boolean isOn() {
        return onOff.isOn();
    }

    /** True if the loop is on and waits for its lease. */
    boolean isHeldUp() {
        return onOff.isOn() && guard.get(tenure::isHeldUp);
    }

    /** The lease stands again: a loop that is on looks at all accounts at once, for nobody did meanwhile. */
    void leaseBack() {
        ask(() -> {
            tenure.back(now());
            schedule.askAtOnce(Set.of());
        });
    }

    /** When the next scheduled cycle starts; empty if no loop is on. */
    Optional<Instant> nextCycle() {
        return isOn() ? Optional.of(hours.running(guard.get(schedule::scheduled))) : Optional.empty();
    }

    private void endUnless(BooleanSupplier wanted, String reason) {
        boolean ended = onOff.turnOffUnless(wanted, () -> {
            headless = false;
            schedule.end();
            wakeUp.cancel();
        });
        if (ended) {
            tenure.ended(now(), reason);
            handOver();
        }
    }

    private boolean isWanted() {
        Instant until = lingerUntil;
        return parts.audience().isPresent(userId)
                || headless
                || (until != null && now().isBefore(until))
                || (parts.settings().keepMonitoring() == KeepMonitoring.WHILE_EXPOSED
                        && parts.cycles().isExposed(userId));
    }

    private void handOver() {
        boolean mine = guard.get(() -> {
            boolean work = !busy && (onOff.isOn() || tenure.isHeld());
            busy |= work;
            return work;
        });
        try {
            if (mine) {
                parts.workers().execute(this::turn);
            }
        } catch (RejectedExecutionException e) {
            // The workers were closed: no turn will come, and the lease runs out by itself.
            guard.run(() -> busy = false);
        }
    }

    private void turn() {
        try {
            takeTurn();
        } catch (RuntimeException | Error e) {
            voice.failed(e);
        } finally {
            guard.run(() -> busy = false);
            settle();
        }
    }

    private void settle() {
        try {
            endUnless(this::isWanted, NOBODY);
        } finally {
            guard.run(this::arm);
            if (!onOff.isOn()) {
                handOver();
            }
        }
    }

    private void takeTurn() {
        if (!onOff.isOn()) {
            tenure.release();
        } else if (tenure.secure()) {
            cycle(now());
        }
    }

    private void cycle(Instant now) {
        if (now.isBefore(guard.get(schedule::scheduled))) {
            extra(now);
            return;
        }
        guard.run(() -> schedule.startScheduled(now));
        calendar.look(now);
        boolean exposed = parts.cycles().isExposed(userId);
        if (!parts.hours().takesConnections(now)) {
            voice.outsideHours(now);
            if (!exposed) {
                endUnless(() -> parts.audience().isPresent(userId), "outside trading hours");
            }
        }
        endUnless(this::isWanted, NOBODY);
        if (onOff.isOn()) {
            scheduled(now, exposed);
        }
    }

    private void scheduled(Instant now, boolean exposed) {
        LocalDate day = parts.hours().tradingDay(now);
        boolean closed = hours.isAfterClose(now);
        boolean done = closed && guard.get(() -> schedule.close(day));
        if (closed || !hours.takesCycles(now)) {
            Instant next = hours.morning(now, exposed);
            guard.run(() -> schedule.sleepUntil(next));
        }
        if (done || !hours.takesCycles(now)) {
            return;
        }
        if (!parts.hours().isKnown(day) && !day.equals(reportedDay)) {
            reportedDay = day;
            voice.unknownDay(day);
        }
        run(closed ? Kind.CLOSING : Kind.SCHEDULED, Set.of());
    }

    private void extra(Instant now) {
        Optional<Set<Long>> accounts = guard.get(
                () -> schedule.extra(now).filter(at -> !at.isAfter(now)).isPresent()
                        ? Optional.of(schedule.startExtra(now))
                        : Optional.empty());
        if (accounts.isPresent() && hours.takesCycles(now)) {
            run(Kind.NUDGED, accounts.get());
            wake(now);
        }
    }

    private void run(Kind kind, Set<Long> accounts) {
        Optional<CycleReport> report = Optional.empty();
        try {
            report = parts.cycles().run(userId, kind, accounts, this::isStopping);
        } finally {
            Set<Long> followUp = report.map(CycleReport::followUp).orElse(Set.of());
            guard.run(() -> schedule.ended(followUp, now()));
        }
        if (kind == Kind.CLOSING) {
            boolean booked = report.map(CycleReport::isBooked).orElse(true);
            guard.run(() -> schedule.closed(booked, now()));
        }
        report.ifPresent(done -> voice.report(done, hours.running(guard.get(schedule::scheduled))));
    }

    private boolean isStopping() {
        return closing.getAsBoolean() || !parts.lease().isHeld(userId);
    }

    private void arm() {
        if (!onOff.isOn() || busy) {
            return;
        }
        Instant next = tenure.isHeld() ? nextWake(now()) : tenure.nextAttempt();
        if (next != null) {
            wakeUp.set(next);
        }
    }

    private Instant nextWake(Instant now) {
        Instant next = schedule.scheduled();
        Instant extra = schedule.extra(now).orElse(next);
        next = extra.isBefore(next) ? extra : next;
        Instant linger = lingerUntil;
        return linger != null && linger.isAfter(now) && linger.isBefore(next) ? linger : next;
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
