package io.ordermonitor.netty.server.command;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command asks a server and waits for its answer: options for its {@code @Mixin}. */
final class WaitOptions {
    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = OptionForms.Patience.class,
            description = "How long to wait for the answer, an hour at most (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            converter = OptionForms.Key.class,
            description = "Makes a repetition harmless: the same request with the same key is carried out once"
                    + " (default: a new one).")
    private @Nullable String key;

    /** How long to wait. */
    Duration patience() {
        return patience;
    }

    /** The request's key, always the same one. */
    String key() {
        if (key == null) {
            key = "cli-" + UUID.randomUUID();
        }
        return key;
    }
}
