package io.ordermonitor.store;

import io.ordermonitor.order.Intent;
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
     * the order book settles).
     */
    void settle(List<Intent.Settled> outcomes);

    /** The fencing number under which this process owns the user; taken at the first call. */
    long fence(long userId);
}
