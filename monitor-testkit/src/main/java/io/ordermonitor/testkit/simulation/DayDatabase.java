package io.ordermonitor.testkit.simulation;

import io.ordermonitor.store.Stores;
import javax.sql.DataSource;

/**
 * A database that the processes of one simulated day work on, in place of stores in memory. It is empty as the day
 * begins, and nothing else uses it until it is closed.
 */
public interface DayDatabase extends AutoCloseable {
    /** Pooled connections as the stores want them, 16 or more at once. */
    DataSource connections();

    /**
     * The stores of a process that never ran before.
     *
     * @param connections those of {@link #connections}, which may fail, and end with the process
     */
    Stores stores(DataSource connections);

    /** The day has ended. */
    @Override
    void close();
}
