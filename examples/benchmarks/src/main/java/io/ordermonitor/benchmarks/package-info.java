/**
 * Programs that measure the library; anyone can run them.
 * Each prints what it measured on which machine, beside the figure that was aimed at.
 */
@NullMarked
package io.ordermonitor.benchmarks;

import org.jspecify.annotations.NullMarked;
