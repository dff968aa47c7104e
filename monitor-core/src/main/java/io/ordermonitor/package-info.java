/**
 * The way in: {@code Monitor} is built from a {@code MonitorConfig} and the ports, started and closed; {@code
 * ManagedOrders} takes orders in.
 * This room wires all the others together and is used by none of them, so each other package can be read
 * without it.
 * The settings of a room are a record in that room; {@code MonitorConfig} only gathers them.
 */
@NullMarked
package io.ordermonitor;

import org.jspecify.annotations.NullMarked;
