package io.ordermonitor.order;

/**
 * What the protection of one order depends on besides the order.
 *
 * @param exits how exits of the account rest
 * @param bookOnly true if positions could not be read: only what a fill in the book needs is placed
 * @param net the broker's net position of the order's key, less what other orders hold of it; 0 if bookOnly
 * @param madeUp units that its exits filled beyond its entry and that others' fills in the order book have made up for,
 *     whether the net position shows it yet or not
 * @param modifyCap how many modifications an order takes
 * @param paused true if the switch pause keeps everything back
 * @param observed true if the account is only observed: what would be sent counts as sent
 * @param promptly true if a person did something about a missing stop-loss that was not tried since: it is tried now
 */
public record ExitContext(
        Market market,
        OrderSettings settings,
        Account.ExitMode exits,
        boolean bookOnly,
        int net,
        int madeUp,
        int modifyCap,
        boolean paused,
        boolean observed,
        boolean promptly) {
    /** True if the leg takes another modification that is no emergency, as shrinking is. */
    boolean mayModify(LegOrder leg) {
        return leg.mayBeModified(modifyCap);
    }

    /** True if the leg takes another modification at all. */
    boolean canModify(LegOrder leg) {
        return leg.modifications() < modifyCap;
    }
}
