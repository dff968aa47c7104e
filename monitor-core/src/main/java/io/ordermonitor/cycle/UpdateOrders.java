package io.ordermonitor.cycle;

/**
 * Step 3: brings {@code orders} in line with the broker. Laying is apart from storing: a failed store changes what is
 * stored, not what is true, and the later steps decide on what was laid. Blocking.
 */
public interface UpdateOrders {
    /** Lays what was read over the managed orders; no I/O. */
    Laid lay(CycleScope scope, BrokerData data);

    /** Stores it in one transaction, tells what changed, takes up requests. */
    Updated update(CycleScope scope, Laid laid, Pnl pnl) throws InterruptedException;
}
