package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.settings.ServeSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command on the database of a server takes: an option for its {@code @Mixin}. */
final class CommandOptions {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec(Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print one line of JSON in place of words.")
    private boolean json;

    /** True if programs read the answer. */
    boolean isJson() {
        return json;
    }

    /** What to throw if options do not go together: the command line is at fault, and nothing was done. */
    CommandLine.ParameterException misuse(String what) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }

    /**
     * The same for what is only read: if no server keeps it fresh, standard error says so. Blocking.
     *
     * @throws IllegalStateException as {@link #open}
     */
    CommandDatabase openToRead(Console console) {
        CommandDatabase database = open(console);
        database.whyStale().ifPresent(console.err()::println);
        return database;
    }

    /**
     * Reads the settings and connects to their database. Blocking.
     *
     * @throws IllegalStateException if that cannot be; the message says why and what to do
     */
    CommandDatabase open(Console console) {
        ServeSettings settings = config.settings();
        Connected connected = Connected.to(settings.database());
        Answers answers =
                new Answers(console.out(), json, settings.monitor().hours().zone());
        return new CommandDatabase(
                settings, connected, connected.stores(settings.monitor().hours().zone()), answers, console.clock());
    }
}
