package io.ordermonitor.netty.server;

import io.ordermonitor.store.Stores;
import io.ordermonitor.store.jdbc.Fences;
import io.ordermonitor.store.jdbc.JdbcStores;
import io.ordermonitor.store.jdbc.Node;
import io.ordermonitor.store.jdbc.NodeLease.Terms;
import java.time.ZoneId;
import javax.sql.DataSource;

/**
 * A database that this process alone serves.
 *
 * @param stores write only while the lease is held
 */
public record HeldDatabase(DataSource dataSource, Stores stores, ProcessLease lease) {
    /**
     * Takes the lease of a database. Blocking.
     *
     * @param zone where days are counted and times are told
     * @param lost is run once if another process takes the lease
     * @param teardown closes the database and gives the lease back
     * @throws IllegalStateException if another process holds it, or the schema is another; the message says what to do
     */
    public static HeldDatabase take(Database database, ZoneId zone, Runnable lost, Teardown teardown) {
        return take(database, Terms.standard(), zone, lost, teardown);
    }

    /** As the other, for another term of the lease. */
    public static HeldDatabase take(Database database, Terms terms, ZoneId zone, Runnable lost, Teardown teardown) {
        teardown.add(database);
        Node node = ThisProcess.node();
        Stores stores = JdbcStores.open(database.dataSource(), new Fences(database.dataSource(), node.id()), zone);
        ProcessLease lease = ProcessLease.take(database.leases(), node, terms, zone, lost);
        teardown.add(lease);
        return new HeldDatabase(database.dataSource(), stores, lease);
    }
}
