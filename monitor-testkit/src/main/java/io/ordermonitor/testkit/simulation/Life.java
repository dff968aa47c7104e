package io.ordermonitor.testkit.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one simulated process. Everything that it does outside itself, a statement or a call, is a moment at
 * which it may be killed or stand still. Thread-safe.
 */
final class Life {
    /** How long a process may stand still and still hold its lease. */
    static final Duration LEASE_TERM = Duration.ofSeconds(15);

    private final int process;
    private final Clock clock;
    private final ScheduledExecutorService time;
    private final BooleanSupplier letsOthersRun;
    private boolean killed;
    private int killAfter = -1;
    private int pauseAfter = -1;
    private Duration pause = Duration.ZERO;
    private Duration ahead = Duration.ZERO;
    private int stopAfter = -1;
    private int stops;
    private @Nullable Instant pausedUntil;
    private @Nullable Instant leaseEnds;
    private @Nullable Runnable onDeath;
    private @Nullable Runnable onPause;
    private final List<Runnable> back = new CopyOnWriteArrayList<>();

    /**
     * @param process which of the day's processes lives it, counted from 1
     * @param letsOthersRun true if what is at a statement lets others of its instant run before it goes on
     */
    Life(int process, Clock clock, ScheduledExecutorService time, BooleanSupplier letsOthersRun) {
        this.process = process;
        this.clock = clock;
        this.time = time;
        this.letsOthersRun = letsOthersRun;
    }

    /** Which of the day's processes lives it, counted from 1. */
    int process() {
        return process;
    }

    /** Kills it at the moment after so many; 0: at the next one. */
    synchronized void killAfter(int moments, Runnable then) {
        if (!killed && killAfter < 0) {
            killAfter = moments;
            onDeath = then;
        }
    }

    /** Lets it stand still at the moment after so many; {@code then} runs as it begins to. */
    synchronized void pauseAfter(int moments, Duration lasting, Runnable then) {
        pauseAfter = moments;
        pause = lasting;
        onPause = then;
    }

    /** What runs at the moment after so many is stopped; the process lives on. */
    synchronized void stopAfter(int moments) {
        stopAfter = moments;
    }

    /** How often what ran was stopped. */
    synchronized int stops() {
        return stops;
    }

    /** Sets its clock so far ahead of the market's; negative: behind. */
    synchronized void ahead(Duration by) {
        ahead = by;
    }

    synchronized Duration ahead() {
        return ahead;
    }

    /** Kills it now. */
    void kill() {
        Runnable then;
        synchronized (this) {
            if (killed) {
                return;
            }
            killed = true;
            then = onDeath;
        }
        if (then != null) {
            then.run();
        }
    }

    synchronized boolean isKilled() {
        return killed;
    }

    /** Its lease stands again. */
    void leaseBack() {
        synchronized (this) {
            leaseEnds = null;
        }
        if (!isKilled()) {
            back.forEach(Runnable::run);
        }
    }

    /** Registers what the process does when its lease stands again. */
    void whenLeaseIsBack(Runnable then) {
        back.add(then);
    }

    /** True while its lease stands by its own clock. */
    synchronized boolean holdsLease() {
        return !killed && (leaseEnds == null || clock.instant().isBefore(leaseEnds));
    }

    /** True if it stands still now. */
    synchronized boolean isPaused() {
        return pausedUntil != null && clock.instant().isBefore(pausedUntil);
    }

    /** A moment at which it may also stand still: a statement. */
    void statement() {
        moment(true);
    }

    /** A moment at which it may be killed: a call to a broker. */
    void call() {
        moment(false);
    }

    private void moment(boolean mayPause) {
        Instant until;
        Runnable then = null;
        boolean dies;
        synchronized (this) {
            if (killed) {
                throw new ProcessKilled();
            }
            if (stopAfter >= 0 && stopAfter-- == 0) {
                stops++;
                throw new LoopStopped();
            }
            dies = killAfter == 0;
            killAfter = killAfter > 0 ? killAfter - 1 : killAfter;
            if (mayPause && pauseAfter >= 0 && pauseAfter-- == 0) {
                pausedUntil = clock.instant().plus(pause);
                then = onPause;
                if (pause.compareTo(LEASE_TERM) > 0) {
                    leaseEnds = clock.instant().plus(LEASE_TERM);
                }
            }
            until = pausedUntil;
        }
        if (then != null) {
            then.run();
        }
        if (dies) {
            kill();
            throw new ProcessKilled();
        }
        if (mayPause && letsOthersRun.getAsBoolean()) {
            waitFor(Duration.ZERO);
        }
        while (mayPause && until != null && clock.instant().isBefore(until)) {
            waitFor(Duration.between(clock.instant(), until));
        }
        if (isKilled()) {
            throw new ProcessKilled();
        }
    }

    private void waitFor(Duration left) {
        try {
            time.schedule(() -> {}, left.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessKilled();
        } catch (ExecutionException | CancellationException e) {
            throw new ProcessKilled();
        }
    }
}
