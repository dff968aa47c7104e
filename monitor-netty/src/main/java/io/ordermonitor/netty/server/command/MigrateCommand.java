package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.Database;
import io.ordermonitor.netty.server.settings.ServeSettings;
import io.ordermonitor.store.jdbc.JdbcStores;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the database to the schema of this version. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        usageHelpAutoWidth = true,
        synopsisHeading = "Usage: java -jar ",
        description = {
            "Makes the tables in the database of the settings, or changes them to what this version needs. Stop the"
                    + " server first. An embedded database is migrated by serve itself.",
            ""
        })
final class MigrateCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private ConfigOption config = new ConfigOption();

    MigrateCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        ServeSettings settings = config.settings();
        int ran =
                Database.migrate(settings.database(), settings.monitor().hours().zone());
        out.println("The database has schema version " + JdbcStores.SCHEMA_VERSION + "; migrations run: " + ran + ".");
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
