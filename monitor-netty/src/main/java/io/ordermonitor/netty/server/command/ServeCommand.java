package io.ordermonitor.netty.server.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisHeading = "Usage: java -jar ",
        description = {
            "Monitors until it is stopped. Without settings it listens on 127.0.0.1:8080 and keeps an embedded"
                    + " PostgreSQL in the folder monitor-data; check-config --print-defaults prints all settings.",
            "",
            "Standard output says where it serves; the log goes to standard error. One server runs on a database at a"
                    + " time.",
            ""
        })
final class ServeCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON line in place of words when it serves.")
    private boolean json;

    ServeCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Serve serve = new Serve(config.settings(), new Announcer(out, json));
        Runtime.getRuntime().addShutdownHook(new Thread(serve::close, "stop"));
        try (serve) {
            serve.run();
        }
        return CommandLine.ExitCode.OK;
    }
}
