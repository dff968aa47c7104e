/**
 * The ten standard steps of a cycle, one class each, in the order of their numbers.
 * A step reads through the ports of broker and store, decides with the pure functions of the order package, and
 * writes to a broker only through the execution package.
 * Each can be replaced by the caller's own through the record {@code Steps}.
 */
@NullMarked
package io.ordermonitor.step;

import org.jspecify.annotations.NullMarked;
