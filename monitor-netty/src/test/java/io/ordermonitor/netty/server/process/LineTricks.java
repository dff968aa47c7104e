package io.ordermonitor.netty.server.process;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens to calls on their way: they are held, cut off before they act, late, or their answer is lost. Thread-safe. */
final class LineTricks {
    private static final Set<String> WRITES = Set.of("place", "modify", "cancel");
    private static final Pattern TAG = Pattern.compile("\"tag\":\"([0-9a-z]*)\"");
    private static final long TRAP_STANDS_MILLIS = 2_500;
    private static final long HELD_MILLIS = 3_000;

    private final Random random;
    private volatile Wire.Faults faults = Wire.Faults.NONE;
    private Armed armed;
    private Armed last;

    LineTricks(long seed) {
        this.random = new Random(seed);
    }

    private static final class Armed {
        private final Wire.Trap trap;
        private final CountDownLatch caught = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile String what = "";
        private int toSkip;

        Armed(Wire.Trap trap) {
            this.trap = trap;
            this.toSkip = trap.skip();
        }
    }

    /** What a call does at the exchange. */
    @FunctionalInterface
    interface Deed {
        /** Returns the answer. */
        Object done();
    }

    /** Answers a call; empty: the line is cut without an answer. */
    Optional<Object> through(String call, byte[] body, Deed act) {
        if (!WRITES.contains(call)) {
            return misled(act);
        }
        String tag = tag(body);
        Armed held = catching(call, tag);
        if (held == null) {
            return misled(act);
        }
        if (held.trap.point() == Wire.Trap.Point.AFTER) {
            act.done();
        }
        held.what = call + " " + tag;
        held.caught.countDown();
        await(held.released, HELD_MILLIS);
        if (held.trap.point() == Wire.Trap.Point.BEFORE) {
            act.done();
        }
        return Optional.empty();
    }

    private Optional<Object> misled(Deed act) {
        Wire.Faults now = faults;
        if (now.equals(Wire.Faults.NONE)) {
            return Optional.of(act.done());
        }
        if (strikes(now.cutBefore())) {
            return Optional.empty();
        }
        if (strikes(now.late())) {
            await(new CountDownLatch(1), now.lateMillis());
        }
        Object answer = act.done();
        return strikes(now.lostAfter()) ? Optional.empty() : Optional.of(answer);
    }

    private synchronized boolean strikes(double share) {
        return random.nextDouble() < share;
    }

    private synchronized Armed catching(String call, String tag) {
        Armed now = armed;
        if (now == null || !fits(now.trap, call, tag) || now.toSkip-- > 0) {
            return null;
        }
        armed = null;
        return now;
    }

    private static boolean fits(Wire.Trap trap, String call, String tag) {
        return (trap.call().equals("any") || trap.call().equals(call))
                && (trap.leg().equals("*") || legOf(tag).equals(trap.leg()));
    }

    /** Numbers of a leg have one sign or two, and none of ours that is a letter of a leg. */
    private static String legOf(String tag) {
        for (int i = tag.length() - 2; i >= 4; i--) {
            if ("estf".indexOf(tag.charAt(i)) >= 0) {
                return tag.substring(i, i + 1);
            }
        }
        return "";
    }

    private static String tag(byte[] body) {
        Matcher found = TAG.matcher(new String(body, StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : "";
    }

    /** Waits until a write runs into the trap, and leaves it there until {@link #release}. */
    Wire.Sprung trap(Wire.Trap trap) {
        Armed mine = new Armed(trap);
        synchronized (this) {
            armed = mine;
        }
        boolean caught = await(mine.caught, TRAP_STANDS_MILLIS);
        synchronized (this) {
            if (armed == mine) {
                armed = null;
            }
            last = mine;
        }
        return new Wire.Sprung(caught, mine.what);
    }

    /** Lets go what the trap holds. */
    synchronized Wire.Sprung release() {
        if (last != null) {
            last.released.countDown();
        }
        return new Wire.Sprung(false, "");
    }

    Wire.Faults faults(Wire.Faults now) {
        faults = now;
        return now;
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
