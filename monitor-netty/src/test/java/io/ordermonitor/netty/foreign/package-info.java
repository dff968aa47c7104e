/**
 * Tests with clients that others wrote: a browser, Node, Python. They need these installed and run with {@code -Pforeign}
 * only; without them they fail. Each starts the packaged server as a process of its own.
 */
@NullMarked
package io.ordermonitor.netty.foreign;

import org.jspecify.annotations.NullMarked;
