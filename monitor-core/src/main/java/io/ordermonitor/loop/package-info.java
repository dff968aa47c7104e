/**
 * When a user's cycle runs: the loop, market hours, due times and the lease by which only one node works for a
 * user.
 * It asks the port {@code Audience} whether anybody is there and tells it what came out, and so does not know
 * connections.
 * There is no thread per user; a due time is an entry in a timer, and the cycle runs on a worker.
 */
@NullMarked
package io.ordermonitor.loop;

import org.jspecify.annotations.NullMarked;
