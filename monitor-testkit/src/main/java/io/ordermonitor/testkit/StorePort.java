package io.ordermonitor.testkit;

/** The ports of {@link io.ordermonitor.store.Stores}, to name one when its failure is scripted. */
public enum StorePort {
    INPUTS,
    INSTRUMENTS,
    SNAPSHOTS,
    PNL,
    ORDERS,
    INTENTS,
    REJECTED,
    REGENERATIONS,
    REQUESTS,
    ALARMS,
    TOKENS,
    AUDIT
}
