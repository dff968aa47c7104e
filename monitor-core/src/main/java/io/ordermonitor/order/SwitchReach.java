package io.ordermonitor.order;

import java.util.HashSet;
import java.util.Set;

/**
 * For what one safety switch of a user is set: for everything, for accounts, for strategies. Each stands for itself:
 * lifting it for everything leaves it set where it was set for an account or a strategy.
 *
 * @param everything true if it is set for all of the user's orders
 * @param accounts accounts for which it is set
 * @param strategies strategies for which it is set
 */
public record SwitchReach(boolean everything, Set<Long> accounts, Set<String> strategies) {
    /** It is set for nothing. */
    public static final SwitchReach NOTHING = new SwitchReach(false, Set.of(), Set.of());

    /** It is set for everything. */
    public static final SwitchReach EVERYTHING = new SwitchReach(true, Set.of(), Set.of());

    public SwitchReach {
        accounts = Set.copyOf(accounts);
        strategies = Set.copyOf(strategies);
    }

    /** True if orders on these terms are covered. */
    public boolean covers(NewManagedOrder terms) {
        return everything || accounts.contains(terms.accountId()) || strategies.contains(terms.strategy());
    }

    /** The same with the switch set, or lifted, for a scope. */
    public SwitchReach with(SwitchScope scope, boolean on) {
        if (scope instanceof SwitchScope.OneAccount one) {
            return new SwitchReach(everything, with(accounts, one.accountId(), on), strategies);
        }
        if (scope instanceof SwitchScope.OneStrategy one) {
            return new SwitchReach(everything, accounts, with(strategies, one.strategy(), on));
        }
        return new SwitchReach(on, accounts, strategies);
    }

    private static <T> Set<T> with(Set<T> some, T one, boolean on) {
        Set<T> changed = new HashSet<>(some);
        if (on) {
            changed.add(one);
        } else {
            changed.remove(one);
        }
        return changed;
    }
}
