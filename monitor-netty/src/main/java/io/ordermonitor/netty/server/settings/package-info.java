/**
 * The settings of a server, from a file and the environment, checked and printed.
 * Everything that a person types is read here or by the commands' options; errors name the nearest right word.
 */
@NullMarked
package io.ordermonitor.netty.server.settings;

import org.jspecify.annotations.NullMarked;
