package io.ordermonitor.netty.server.demo;

import io.ordermonitor.netty.server.DatabasePlace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param bind the loopback address to listen on
 * @param port 0: any free one
 * @param speed market seconds a wall second
 * @param nudges whether fills ask for cycles
 * @param json whether standard output carries JSON lines
 * @param exitAtClose whether the demo ends at the close, or begins its next day
 * @param hold whether the market waits for a first client
 * @param folder keeps database, exchange and market clock; null: a fresh one that is deleted at the end
 * @param database a PostgreSQL to use in place of the embedded one; null: none
 */
public record DemoOptions(
        String bind,
        int port,
        double speed,
        boolean nudges,
        boolean json,
        boolean exitAtClose,
        boolean hold,
        @Nullable Path folder,
        DatabasePlace.@Nullable Server database) {}
