/**
 * The one way to write to a broker: an intent is stored, sent, and settled by what the broker's books say
 * later.
 * Every step and {@code ManagedOrders} go through here; nothing else calls a write method of a broker.
 * An answer that did not come means that the order may be live, and it is treated as live until a fresh read
 * shows otherwise.
 */
@NullMarked
package io.ordermonitor.execution;

import org.jspecify.annotations.NullMarked;
