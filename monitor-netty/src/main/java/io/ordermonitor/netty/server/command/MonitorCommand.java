package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.demo.DemoSeams;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command above all others. */
@Command(
        name = "monitor.jar",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Watches the orders of trading users and keeps every position protected.",
        synopsisHeading = "Usage: java -jar ",
        commandListHeading = "%nCommands (without one: demo):%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   done",
            "  1   failed; the reason stands on standard error",
            "  2   the command line is not understood",
            "  3   the server has not answered yet; the request stands",
            "  143 ended by SIGTERM after a graceful stop (130: by Ctrl-C)"
        },
        subcommands = {MonitorCommand.Version.class, CommandLine.HelpCommand.class})
final class MonitorCommand {
    private MonitorCommand() {}

    /** Runs a command line and returns its exit code. */
    static int execute(String[] args, PrintStream out, PrintStream err) {
        return execute(args, Console.of(out, err));
    }

    /** Runs a command line in another surrounding than its process. */
    static int execute(String[] args, Console console) {
        return line(console).execute(args.length == 0 ? new String[] {"demo"} : args);
    }

    /** The whole command line. */
    static CommandLine line(Console console) {
        PrintStream out = console.out();
        PrintWriter errors = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new MonitorCommand());
        line.addSubcommand(new DemoCommand(out, DemoSeams.NONE));
        line.addSubcommand(new ServeCommand(out));
        line.addSubcommand(new CheckConfigCommand(out, console.clock()));
        line.addSubcommand(new MigrateCommand(out));
        OperatorCommands.of(console).forEach(line::addSubcommand);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(errors);
        Mistakes mistakes = new Mistakes(out);
        line.setExecutionExceptionHandler(mistakes);
        line.setParameterExceptionHandler(mistakes);
        // Else a word that begins with @ would be taken for a file of further words, and shown.
        line.setExpandAtFiles(false);
        return line;
    }

    /** Prints the version. */
    @Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
    static final class Version implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                spec.parent()
                        .commandLine()
                        .printVersionHelp(spec.parent().commandLine().getOut());
            }
        }
    }
}
