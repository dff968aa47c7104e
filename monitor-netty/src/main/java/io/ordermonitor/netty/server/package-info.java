/**
 * What a process that serves stands on: its database and its lease on it, the door for clients, signals, teardown.
 * The packages below hold what differs: the paper exchanges, the settings, the demo, the commands with their wiring.
 * No public class here or below carries an annotation of the launcher's libraries, so that an embedder compiles without
 * them.
 */
@NullMarked
package io.ordermonitor.netty.server;

import org.jspecify.annotations.NullMarked;
