/**
 * The demo: a synthetic day with its market, its actor, its audit and its clock.
 * Knows no command; the command gives it options and an announcer.
 */
@NullMarked
package io.ordermonitor.netty.server.demo;

import org.jspecify.annotations.NullMarked;
