package io.ordermonitor.store.jdbc;

import java.time.Instant;

/**
 * Who holds the lease on a database, as table {@code monitor_node} says.
 *
 * @param since when he took it, by the database's time
 * @param until when it runs out unless he renews it, by the database's time
 * @param live whether it had not run out when this was read
 */
public record NodeHolder(Node node, Instant since, Instant until, boolean live) {}
