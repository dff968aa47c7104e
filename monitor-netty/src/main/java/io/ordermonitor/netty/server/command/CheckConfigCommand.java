package io.ordermonitor.netty.server.command;

import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.netty.server.settings.SettingsPage;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether the settings can be used, and how long the trading calendar lasts. */
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
    private final Clock clock;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--print-defaults",
            description = "Print a settings file with every setting at its default, each explained.")
    private boolean printDefaults;

    CheckConfigCommand(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (printDefaults) {
            out.print(SettingsPage.text());
        } else {
            TradingHours hours = config.settings().monitor().hours();
            out.println("The settings can be used.");
            hours.knownUntil()
                    .ifPresent(last -> out.println("The trading calendar (hours.calendar) ends on " + last + "."));
            hours.endOfCalendar(hours.tradingDay(clock.instant()))
                    .ifPresent(told -> out.println("Warning: " + told + "."));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
