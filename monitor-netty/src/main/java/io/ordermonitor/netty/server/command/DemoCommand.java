package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.demo.Demo;
import io.ordermonitor.netty.server.demo.DemoAnnouncer;
import io.ordermonitor.netty.server.demo.DemoOptions;
import io.ordermonitor.netty.server.demo.DemoSeams;
import io.ordermonitor.netty.server.settings.Form;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisHeading = "Usage: java -jar ",
        description = {
            "Runs a synthetic trading day on real parts: two users, three accounts, a paper exchange that fills orders"
                    + " from recorded prices, and PostgreSQL. Needs no configuration and nothing installed. No order is"
                    + " real.",
            "",
            "Standard output says where the page is; the log goes to standard error.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 1_000_000;

    private final PrintStream out;
    private final DemoSeams seams;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "Market seconds a second, 0.01 to 1000000 (default: ${DEFAULT-VALUE}, a day in about six minutes).")
    private double speed;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Loopback address to listen on (default: ${DEFAULT-VALUE}).")
    private String bind = "";

    @Option(names = "--json", description = "Print JSON lines: one when it serves, one at each close.")
    private boolean json;

    @Option(names = "--exit-at-close", description = "End at the close of the first day, in place of beginning again.")
    private boolean exitAtClose;

    @Option(names = "--hold", description = "Let the market wait until a first client has connected.")
    private boolean hold;

    @Option(
            names = "--nudges",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Whether a fill asks for a cycle at once (default: ${DEFAULT-VALUE}).")
    private String nudges = "";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Keep database, exchange and market clock in this folder: a demo that was ended or killed goes on"
                            + " at the instant at which it stood (default: a fresh folder, deleted at the end).")
    private @Nullable Path folder;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "A PostgreSQL 15 or newer to use in place of the embedded one, as jdbc:postgresql://host/db;"
                    + " tables are made in it.")
    private @Nullable String databaseUrl;

    @Option(names = "--database-user", paramLabel = "NAME", description = "Its user, unless the URL names one.")
    private @Nullable String databaseUser;

    @Option(
            names = "--database-password-env",
            paramLabel = "VARIABLE",
            description = "The environment variable that holds its password.")
    private @Nullable String passwordVariable;

    DemoCommand(PrintStream out, DemoSeams seams) {
        this.out = out;
        this.seams = seams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Demo demo = new Demo(options(), new DemoAnnouncer(out, json), seams);
        Thread hook = new Thread(demo::close, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (demo) {
            return demo.run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private DemoOptions options() {
        require(speed >= SLOWEST && speed <= FASTEST, "--speed must be from 0.01 to 1000000, not " + speed);
        require(port >= 0 && port <= 65_535, "--port must be 0 to 65535, not " + port);
        String nudging = nudges.toLowerCase(Locale.ROOT);
        require(nudging.equals("on") || nudging.equals("off"), "--nudges must be on or off, not '" + nudges + "'");
        require(
                Form.isLoopback(bind),
                "--bind takes a loopback address such as 127.0.0.1, not '" + bind
                        + "': put a proxy with TLS in front to be reached from elsewhere");
        require(folder == null || !folder.toString().isBlank(), "--data needs the name of a folder");
        require(folder == null || databaseUrl == null, "--data and --database-url exclude each other");
        return new DemoOptions(bind, port, speed, nudging.equals("on"), json, exitAtClose, hold, folder, database());
    }

    private DatabasePlace.@Nullable Server database() {
        String variable = passwordVariable;
        String password = variable == null ? null : System.getenv(variable);
        require(
                variable == null || password != null,
                // Else it may be the password itself.
                variable != null && Form.isVariable(variable)
                        ? "the environment has no variable " + variable + " (--database-password-env)"
                        : "--database-password-env takes the name of a variable of the environment");
        if (databaseUrl == null) {
            require(databaseUser == null && password == null, "--database-user and -password-env need --database-url");
            return null;
        }
        try {
            return new DatabasePlace.Server(databaseUrl, databaseUser, password);
        } catch (IllegalArgumentException e) {
            throw misuse("--database-url: " + e.getMessage());
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw misuse(what);
        }
    }

    private CommandLine.ParameterException misuse(String what) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }
}
