package io.ordermonitor.order;

import java.util.Set;

/**
 * Whether a user's rejected entries may be regenerated.
 *
 * @param strategies the strategies allowed; empty allows none, {@code *} allows all
 */
public record Permission(boolean enabled, Set<String> strategies) {
    /** Nothing is permitted. */
    public static final Permission NONE = new Permission(false, Set.of());

    public Permission {
        strategies = Set.copyOf(strategies);
    }

    /** True if entries of this strategy may be regenerated. */
    public boolean allows(String strategy) {
        return enabled && (strategies.contains("*") || strategies.contains(strategy));
    }
}
