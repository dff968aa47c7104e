package io.ordermonitor.netty.server.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;

/**
 * What a command has of the world outside.
 *
 * @param out answers, and nothing else
 * @param err what only people read
 * @param in secrets come from here
 * @param clock the wall clock
 */
record Console(PrintStream out, PrintStream err, InputStream in, Clock clock) {
    /** A process's own. */
    static Console of(PrintStream out, PrintStream err) {
        return new Console(out, err, System.in, Clock.systemUTC());
    }
}
