package io.ordermonitor.store;

/**
 * All stores of a monitor, one small port each. Every method of every port blocks, is thread-safe, and throws
 * {@link StoreException} when the database did not answer or refused.
 */
public record Stores(
        Inputs inputs,
        Instruments instruments,
        Snapshots snapshots,
        PnlQuery pnl,
        Orders orders,
        Intents intents,
        RejectedOrders rejected,
        Regenerations regenerations,
        Requests requests,
        Alarms alarms,
        Tokens tokens,
        Audit audit) {}
