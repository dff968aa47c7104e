/**
 * The paper exchanges of a server: what trades at them, at which prices, and who may.
 * Knows no settings file and no command.
 */
@NullMarked
package io.ordermonitor.netty.server.paper;

import org.jspecify.annotations.NullMarked;
