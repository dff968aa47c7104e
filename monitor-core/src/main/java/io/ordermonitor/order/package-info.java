/**
 * Managed orders, their legs, instruments, and the decisions about them: overlay, coverage, re-pricing, FIFO.
 * Everything here is a value or a pure function of values; there is no I/O, no clock and no thread.
 * This is the ground floor, and it uses no other package of the system.
 */
@NullMarked
package io.ordermonitor.order;

import org.jspecify.annotations.NullMarked;
