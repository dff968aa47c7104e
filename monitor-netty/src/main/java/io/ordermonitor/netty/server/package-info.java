/**
 * The launcher: command line, configuration, wiring, migrations, metrics and the page.
 * It is the only place that knows every concrete class of the system.
 * Only what an embedder may want without the launcher is public (migrations, the embedded PostgreSQL), with no foreign
 * type in a signature, so that he needs none of the launcher's libraries on the class path.
 */
@NullMarked
package io.ordermonitor.netty.server;

import org.jspecify.annotations.NullMarked;
