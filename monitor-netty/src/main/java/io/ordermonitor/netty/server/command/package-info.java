/**
 * The commands, and the server that serve runs.
 * The only place that knows every concrete class of the system, and the only one that knows the command line.
 */
@NullMarked
package io.ordermonitor.netty.server.command;

import org.jspecify.annotations.NullMarked;
