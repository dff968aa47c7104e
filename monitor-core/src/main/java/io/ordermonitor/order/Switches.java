package io.ordermonitor.order;

import java.util.Set;

/**
 * The safety switches that stand for a user. A switch of the user, of an account or of a strategy stops the same.
 *
 * @param allEntries true if no entry of the user is sent or followed
 * @param accounts accounts whose entries are stopped
 * @param strategies strategies whose entries are stopped
 */
public record Switches(boolean allEntries, Set<Long> accounts, Set<String> strategies) {
    /** No switch is set. */
    public static final Switches NONE = new Switches(false, Set.of(), Set.of());

    public Switches {
        accounts = Set.copyOf(accounts);
        strategies = Set.copyOf(strategies);
    }

    /** True if entries on these terms may not be sent or followed. */
    public boolean stops(NewManagedOrder terms) {
        return allEntries || accounts.contains(terms.accountId()) || strategies.contains(terms.strategy());
    }
}
