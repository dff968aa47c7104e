package io.ordermonitor.store;

import io.ordermonitor.order.Intent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes to brokers, recorded before they are sent: table {@code intent}. A placement's intent also creates its row
 * of {@code leg_order}.
 */
public interface Intents {
    /**
     * Commits the intents, durably, in one statement, if the fence still holds.
     *
     * @throws StoreException if they are not stored; then none may be sent
     * @throws FencedException if another process owns the user now; then none may be sent
     */
    void record(List<Intent> intents);

    /**
     * Records what became of them, and their leg orders' state; may be lost in a crash (then they are unknown, which
     * the order book settles). An outcome is written where it says more than what is stored, see {@link
     * io.ordermonitor.order.WriteOutcome#saysMoreThan}. Where another process owns the user now, the leg orders are left
     * as that one has them.
     */
    void settle(List<Intent.Settled> outcomes);

    /**
     * Ends the user's writes of days before this one of which nobody ever learned what became: they become EXPIRED.
     * Looks at the newest earlier day with intents and the week before it.
     *
     * @return how many
     */
    int expireBefore(long userId, LocalDate tradingDay, Instant now);

    /** The fencing number under which this process owns the user; taken at the first call. */
    long fence(long userId);
}
