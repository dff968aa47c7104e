package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.settings.ServeSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds its settings: an option for its {@code @Mixin}. */
final class ConfigOption {
    private static final String VARIABLE = "MONITOR_CONFIG";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings file (default: the one that the environment variable MONITOR_CONFIG names, else"
                    + " none). Variables such as MONITOR_SERVER_PORT override it.")
    private @Nullable Path file;

    /**
     * The settings.
     *
     * @throws SettingsException with every fault
     */
    ServeSettings settings() {
        Map<String, String> environment = System.getenv();
        String named = environment.get(VARIABLE);
        Path found = file == null && named != null && !named.isBlank() ? Path.of(named) : file;
        return ServeSettings.load(found, environment);
    }
}
