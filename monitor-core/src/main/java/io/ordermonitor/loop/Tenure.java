package io.ordermonitor.loop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one user as his loop has it. Taken, checked and given back only in the loop's turns, which never
 * overlap, and so never both at once; its fields are guarded by the lock of the loop, the lease is asked without it.
 */
final class Tenure {
    private final long userId;
    private final LoopParts parts;
    private final LoopVoice voice;
    private final Guard guard;
    private @Nullable Instant nextAttempt;
    private boolean held;
    private boolean announced;
    private boolean heldUp;
    private int backs;

    Tenure(long userId, LoopParts parts, LoopVoice voice, Guard guard) {
        this.userId = userId;
        this.parts = parts;
        this.voice = voice;
        this.guard = guard;
    }

    /** Under the lock: a loop begins and wants the lease at once. */
    void begin(Instant now) {
        nextAttempt = now;
    }

    /** Under the lock: true if the lease was taken and not yet given back or lost. */
    boolean isHeld() {
        return held;
    }

    /** Under the lock: true if the lease was asked for last in vain. */
    boolean isHeldUp() {
        return heldUp;
    }

    /** Under the lock: the lease stands again, and is to be asked for at once. */
    void back(Instant now) {
        backs++;
        nextAttempt = now;
    }

    /** Under the lock: when the lease is asked for again. */
    @Nullable
    Instant nextAttempt() {
        return nextAttempt;
    }

    /** In a turn: takes or keeps the lease; false if it does not stand, or the user is another process's. */
    boolean secure() {
        Instant now = parts.clock().instant();
        int seen = guard.get(() -> backs);
        boolean had = guard.get(() -> held);
        boolean has = had ? parts.lease().isHeld(userId) : parts.lease().acquire(userId);
        guard.run(() -> {
            held = has;
            heldUp = !has;
            // What came back after it was asked for is asked for again at once.
            nextAttempt = backs == seen ? now.plus(parts.settings().interval()) : now;
        });
        if (had && !has) {
            voice.leaseLost(now);
            ended(now, ExposedEnd.LEASE_LOST);
        } else if (has && announce(true)) {
            voice.started(now);
        }
        return has;
    }

    /** In a turn, or when a loop ends: says that the loop ended, if it ever said that it began. */
    void ended(Instant now, String reason) {
        if (announce(false)) {
            voice.ended(now, reason);
        }
    }

    /** In a turn: gives the lease back. */
    void release() {
        parts.lease().release(userId);
        guard.run(() -> {
            held = false;
            heldUp = false;
        });
    }

    private boolean announce(boolean value) {
        return guard.get(() -> {
            boolean changed = announced != value;
            announced = value;
            return changed;
        });
    }
}
