/**
 * Whole days of a monitor by a seed, with everything going wrong that may.
 *
 * <p>{@link io.ordermonitor.testkit.simulation.Simulation} is the way in.
 */
@NullMarked
package io.ordermonitor.testkit.simulation;

import org.jspecify.annotations.NullMarked;
