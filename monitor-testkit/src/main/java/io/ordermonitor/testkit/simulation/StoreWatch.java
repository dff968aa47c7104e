package io.ordermonitor.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** Hears what a process had from its stores. */
@FunctionalInterface
interface StoreWatch {
    /** Hears nothing. */
    StoreWatch NONE = (method, args, result) -> {};

    /** A statement was carried out, and the process has its answer. */
    void done(String method, @Nullable Object[] args, @Nullable Object result);
}
