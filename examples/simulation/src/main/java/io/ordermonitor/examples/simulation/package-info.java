/** A program that simulates many trading days. */
@NullMarked
package io.ordermonitor.examples.simulation;

import org.jspecify.annotations.NullMarked;
