/**
 * The launcher: command line, configuration, wiring, migrations, metrics and the page.
 * It is the only place that knows every concrete class of the system.
 * Nothing here is public, so that an embedder needs none of the launcher's libraries on the class path.
 */
@NullMarked
package io.ordermonitor.netty.server;

import org.jspecify.annotations.NullMarked;
