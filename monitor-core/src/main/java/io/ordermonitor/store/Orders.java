package io.ordermonitor.store;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.WriteOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Managed orders with their broker orders: tables {@code orders} and {@code leg_order}. */
public interface Orders {
    /** The 3-character installation id, made at the first migration. */
    String installation();

    /** A new order id, never given twice. */
    long nextId();

    /**
     * Writes a managed order with the intents of its entry (and the leg orders that they place) in one transaction.
     *
     * @return the id of the order that already has this user's request key, be it rejected meanwhile; empty if the order
     *     was created
     * @throws FencedException if another process owns the user now: then nothing is stored
     */
    Optional<Long> create(ManagedOrder order, List<Intent> entry);

    /**
     * The user's orders that are not ended, and those that ended on this trading day, by id. A leg order whose
     * placement or last write was recorded and never settled comes back with a pending write that ended at
     * {@code takenOverAt}.
     */
    List<ManagedOrder> load(long userId, LocalDate tradingDay, Instant takenOverAt);

    /** One order of any user and day. */
    Optional<ManagedOrder> find(long orderId);

    /**
     * Stores changed orders with their leg orders, and changed marks, in one transaction. Rows are locked in the order
     * of their ids. If the transaction is refused it is tried once more order by order under savepoints.
     *
     * <p>Terms are left as they are stored; {@link #amend} alone changes them, so that an older copy in memory cannot
     * undo an amendment. A leg order is stored as it is given: with it, every write to it that was recorded before has
     * its outcome, known or pending.
     *
     * <p>An outcome is written where it says more than what is stored, see {@link WriteOutcome#saysMoreThan}; with the
     * orders it belongs to or not at all.
     *
     * <p>Each order whose state or figures changed, and each leg order that filled, triggered or ended, yields a row of
     * the audit in the same transaction.
     *
     * @param now the instant, for the audit; an order that ends is loaded until the end of its trading day
     * @return the orders that could not be stored, with the reason; empty if all were
     * @throws StoreException if the database did not answer: then nothing is stored
     * @throws FencedException if this process never took the user, or another process owns him now: then nothing is
     *     stored
     */
    Map<Long, String> save(long userId, OrderChanges changes, Instant now);

    /** The same as step 3 does it. */
    default Map<Long, String> save(
            long userId, List<ManagedOrder> changed, List<WriteOutcome> outcomes, List<OrderMark> marks, Instant now) {
        return save(userId, new OrderChanges(new Cause(3, "", 0), changed, outcomes, marks), now);
    }

    /** The same where no write of the changed orders has a new outcome. */
    default Map<Long, String> save(long userId, List<ManagedOrder> changed, List<OrderMark> marks, Instant now) {
        return save(userId, changed, List.of(), marks, now);
    }

    /**
     * A regenerated order's creation: order, intents and the regeneration row's status in one transaction.
     *
     * @return as for {@link #create}; if the key is known the row still waits
     * @throws StoreException if the row does not wait to be placed: then nothing is stored
     */
    Optional<Long> createRegenerated(ManagedOrder order, List<Intent> entry, long regenerationId, Instant now);

    /** What is known of an order by its request key. */
    Optional<ManagedOrder> findByRequestKey(long userId, String requestKey);

    /**
     * Replaces an order's terms (an amendment).
     *
     * @param cause what asked for it
     * @throws FencedException if this process never took the user, or another process owns him now
     */
    void amend(long orderId, NewManagedOrder terms, Cause cause, Instant now);

    /** The story of one order, oldest first. */
    List<HistoryEntry> history(long orderId);

    /**
     * One line of an order's story.
     *
     * @param what a state change such as {@code ENTERING to OPEN}, with its reason behind a colon where an order ended
     *     with nothing filled, or a write such as {@code PLACE sl}
     * @param rule the rule that caused it, "" if none
     * @param request what was asked of the broker; null for a state change
     * @param reply what the broker answered; null for a state change or while none came
     */
    record HistoryEntry(
            Instant at,
            String what,
            int step,
            String rule,
            long cycle,
            @Nullable String request,
            @Nullable String reply) {}
}
