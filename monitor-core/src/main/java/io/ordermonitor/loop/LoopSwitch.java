package io.ordermonitor.loop;

import java.util.function.BooleanSupplier;

/**
 * Whether a user's loop is on. The whole answer to the race of a connect with the last disconnect: whoever connects
 * is registered first and turns the loop on after; a loop asks whether anybody is there, and turns itself off, under
 * one lock. So either the loop sees the newcomer, or the newcomer finds the loop off and turns it on.
 */
final class LoopSwitch {
    private final Guard guard = new Guard();
    private boolean on;

    /** Guards this switch, and whatever else of the loop must change with it. */
    Guard guard() {
        return guard;
    }

    boolean isOn() {
        return guard.get(() -> on);
    }

    /** Turns on and, if it was off, does {@code then} before anybody sees it. */
    boolean turnOn(Runnable then) {
        return guard.get(() -> {
            if (on) {
                return false;
            }
            on = true;
            then.run();
            return true;
        });
    }

    /** Turns off unless the loop is wanted and, if it was on, does {@code then} before anybody sees it. */
    boolean turnOffUnless(BooleanSupplier wanted, Runnable then) {
        return guard.get(() -> {
            if (!on || wanted.getAsBoolean()) {
                return false;
            }
            on = false;
            then.run();
            return true;
        });
    }
}
