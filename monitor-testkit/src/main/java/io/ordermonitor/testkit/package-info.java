/**
 * What tests of this system and of its users are made of: virtual time, a simulation, and fakes of the ports.
 * {@code VirtualTime} is the clock and the timer in one, so a test of an hour takes no time and never sleeps.
 * All of it is deterministic: the same seed gives the same run.
 */
@NullMarked
package io.ordermonitor.testkit;

import org.jspecify.annotations.NullMarked;
