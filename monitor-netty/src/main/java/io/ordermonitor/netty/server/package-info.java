/**
 * The launcher: the commands, the settings, the server and the demo with their wiring, the database.
 * It is the only place that knows every concrete class of the system.
 * No public class here carries an annotation of the launcher's libraries, so that an embedder compiles without them.
 */
@NullMarked
package io.ordermonitor.netty.server;

import org.jspecify.annotations.NullMarked;
