package io.ordermonitor.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a user's next cycle starts, and of which kind. It belongs to the user and outlives his loops, so that
 * reconnecting neither postpones nor hastens a cycle. Guarded by the lock of the user's loop.
 */
final class Schedule {
    private static final Duration YIELD = Duration.ofSeconds(5);
    private static final int CLOSINGS = 10;

    private final LoopSettings settings;
    private final Nudges nudges;
    private final FollowUps followUps = new FollowUps();
    private @Nullable Instant due;
    private @Nullable Instant lastStart;
    private @Nullable LocalDate closedOn;
    private int closings;
    private boolean asleep;

    Schedule(LoopSettings settings) {
        this.settings = settings;
        this.nudges = new Nudges(settings.nudgesPerMinute());
    }

    /** Sets the due time if the user never had one. */
    void begin(Instant first) {
        if (due == null) {
            due = first;
        }
    }

    /** When the next scheduled cycle starts. */
    Instant scheduled() {
        Instant known = due;
        if (known == null) {
            throw new IllegalStateException("no loop of the user ever began");
        }
        return spaced(known);
    }

    /** No scheduled cycle until then. */
    void sleepUntil(Instant instant) {
        due = instant;
        asleep = true;
    }

    /** When a nudged cycle or a follow-up starts; empty if none, or if the scheduled one is as near. */
    Optional<Instant> extra(Instant now) {
        Instant scheduled = scheduled();
        Optional<Instant> nudge = nudge(now, scheduled);
        Optional<Instant> followUp = followUps.due().map(this::spaced).filter(at -> at.isBefore(scheduled));
        return Stream.concat(nudge.stream(), followUp.stream()).min(Instant::compareTo);
    }

    void ask(Set<Long> accounts) {
        if (settings.nudges()) {
            nudges.ask(accounts);
        }
    }

    /** A person asks: neither the setting nor the limit of nudges holds him up. */
    void askAtOnce(Set<Long> accounts) {
        nudges.askAtOnce(accounts);
    }

    /** A scheduled cycle starts. */
    void startScheduled(Instant now) {
        due = now.plus(settings.interval());
        lastStart = now;
        asleep = false;
        nudges.forget();
        followUps.take();
    }

    /** A nudged cycle or follow-up starts; returns the accounts it reads, none for all. */
    Set<Long> startExtra(Instant now) {
        boolean nudged = nudge(now, scheduled()).filter(at -> !at.isAfter(now)).isPresent();
        boolean followed =
                followUps.due().map(this::spaced).filter(at -> !at.isAfter(now)).isPresent();
        lastStart = now;
        Set<Long> asked = nudged ? nudges.take(now) : Set.of();
        // A nudged cycle looks at what waits for a follow-up too: what it does not read, it cannot ask for again.
        Set<Long> looked = nudged || followed ? followUps.take() : Set.of();
        if (!nudged || asked.isEmpty()) {
            return nudged ? asked : looked;
        }
        return Stream.concat(asked.stream(), looked.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** A cycle ended: an overrun moves the next one, and is never stacked. */
    void ended(Set<Long> followUp, Instant now) {
        if (due != null && due.isBefore(now)) {
            due = now;
        }
        followUps.reported(followUp, now);
    }

    /** The loop ended: what was asked for is gone, the due time stays. */
    void end() {
        nudges.forget();
        followUps.forget();
    }

    /** Notes that a closing cycle of a day is due now; true if none is to run any more. */
    boolean close(LocalDate day) {
        closings = day.equals(closedOn) ? closings + 1 : 1;
        closedOn = day;
        return closings > CLOSINGS;
    }

    /**
     * The closing cycle ended: another one comes after the interval if it could not book all, ten at most.
     *
     * <p>The specification (section 4) has one closing cycle, which books the last fills. One that could not read an
     * account has not done that, and none follows before the next morning, when brokers do not list the fills of the
     * day before any more: the order would be compared with stale figures, and FROZEN. So it is made up for; but a
     * broker that stays away is not asked all night, so not for ever. Nothing is written to a broker in any of them,
     * and one that booked all is the last.
     */
    void closed(boolean booked, Instant now) {
        if (booked) {
            closings = CLOSINGS;
        } else if (closings < CLOSINGS) {
            due = now.plus(settings.interval());
        }
    }

    /** Ends what {@link #sleepUntil} began, if that is farther than a cycle away. */
    void wake(Instant now) {
        Instant next = now.plus(settings.interval());
        if (asleep && due != null && due.isAfter(next)) {
            due = next;
            asleep = false;
            closedOn = null;
        }
    }

    private Optional<Instant> nudge(Instant now, Instant scheduled) {
        return nudges.earliest(now)
                .map(this::spaced)
                .filter(at -> Duration.between(at, scheduled).compareTo(YIELD) > 0);
    }

    private Instant spaced(Instant wanted) {
        Instant last = lastStart;
        Instant spaced = last == null ? wanted : last.plus(settings.minSpacing());
        return spaced.isAfter(wanted) ? spaced : wanted;
    }
}
