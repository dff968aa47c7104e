package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.TokenIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Issues and revokes access tokens. */
@Command(name = "token", description = "Issues and revokes the tokens with which users connect.")
final class TokenCommand {
    private final Console console;

    TokenCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description = "Issues a token. It is shown this once, on standard output: only its hash is stored.",
            footer = "  java -jar monitor.jar token issue --user 1 --valid-for 8h")
    int issue(
            @Mixin CommandOptions options,
            @Option(
                            names = "--user",
                            paramLabel = "N",
                            required = true,
                            converter = OptionForms.UserId.class,
                            description = "Whom it admits.")
                    long userId,
            @Option(
                            names = "--valid-for",
                            paramLabel = "TIME",
                            defaultValue = "8h",
                            converter = OptionForms.Validity.class,
                            description = "How long, such as 30m or 8h; a year at most (default: ${DEFAULT-VALUE}).")
                    Duration validFor) {
        CommandDatabase database = options.open(console);
        Instant until = database.clock().instant().plus(validFor).truncatedTo(ChronoUnit.SECONDS);
        String token = new TokenIssuer(database.stores().tokens()).issue(userId, until);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user_id", userId);
        fields.put("token", token);
        fields.put("valid_until", until);
        database.answers().one(token, fields);
        console.err().println("Valid until " + database.answers().text(until) + " for user " + userId + ".");
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a token, which is read from standard input, or all of a user's. Connections that are"
                    + " open stay until they end; no new one is let in.",
            footer = "  java -jar monitor.jar token revoke < token.txt")
    int revoke(
            @Mixin CommandOptions options,
            @Option(
                            names = "--user",
                            paramLabel = "N",
                            converter = OptionForms.UserId.class,
                            description = "End all tokens of this user; standard input is not read.")
                    @Nullable
                    Long userId) {
        CommandDatabase database = options.open(console);
        int ended = userId == null
                ? revokeOne(database)
                : database.stores().tokens().revokeAll(userId);
        database.answers()
                .one(
                        userId == null
                                ? "The token was revoked."
                                : "Tokens of user " + userId + " that were revoked: " + ended + ".",
                        Map.of("revoked", ended));
        return 0;
    }

    private int revokeOne(CommandDatabase database) {
        String token = line();
        if (token.isEmpty()) {
            throw new IllegalStateException("no token on standard input: give it as its only line, or say --user N");
        }
        if (!new TokenIssuer(database.stores().tokens()).revoke(token)) {
            throw new IllegalStateException("the token on standard input is not known: nothing was revoked");
        }
        return 1;
    }

    private String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }
}
