package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.settings.SettingsPage;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether the settings can be used. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        usageHelpAutoWidth = true,
        synopsisHeading = "Usage: java -jar ",
        description = {
            "Reads the settings as serve does and names everything that is wrong with them. Connects to nothing.",
            ""
        })
final class CheckConfigCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--print-defaults",
            description = "Print a settings file with every setting at its default, each explained.")
    private boolean printDefaults;

    CheckConfigCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (printDefaults) {
            out.print(SettingsPage.text());
        } else {
            config.settings();
            out.println("The settings can be used.");
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
