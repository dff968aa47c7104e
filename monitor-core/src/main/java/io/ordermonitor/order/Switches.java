package io.ordermonitor.order;

/**
 * The safety switches that stand for a user.
 *
 * @param stopEntries whose entries are neither sent nor followed
 * @param pause for what nothing is written to a broker
 */
public record Switches(SwitchReach stopEntries, SwitchReach pause) {
    /** No switch is set. */
    public static final Switches NONE = new Switches(SwitchReach.NOTHING, SwitchReach.NOTHING);

    /** True if nothing may be written to a broker for orders on these terms. */
    public boolean pauses(NewManagedOrder terms) {
        return pause.covers(terms);
    }

    /** True if entries on these terms may not be sent or followed: stopped, or paused with all else. */
    public boolean stops(NewManagedOrder terms) {
        return stopEntries.covers(terms) || pauses(terms);
    }

    /** The same with one switch set, or lifted, for a scope. */
    public Switches with(SafetySwitch which, SwitchScope scope, boolean on) {
        return which == SafetySwitch.PAUSE
                ? new Switches(stopEntries, pause.with(scope, on))
                : new Switches(stopEntries.with(scope, on), pause);
    }
}
