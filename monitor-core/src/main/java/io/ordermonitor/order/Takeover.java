package io.ordermonitor.order;

import java.time.Instant;

/**
 * A user came into the hands of a process.
 *
 * @param fence the lease number under which that process owns him
 * @param at when; by the database's time where a database keeps it
 */
public record Takeover(long fence, Instant at) {}
