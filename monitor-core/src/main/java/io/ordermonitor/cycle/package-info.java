/**
 * What a cycle is: {@code MonitoringCycle}, the interfaces of its ten steps with their inputs and outputs, and
 * the report of a run.
 * A run has no thread, no sleep and no schedule; it is given a user and the time, and reads the clock nowhere
 * else.
 * A step can only be called with the results of the steps it depends on, so the compiler checks the order.
 */
@NullMarked
package io.ordermonitor.cycle;

import org.jspecify.annotations.NullMarked;
