package io.ordermonitor.netty.server.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command did.
 *
 * @param out all of standard output
 * @param err all of standard error
 */
record CommandRun(int code, String out, String err) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Runs a line, its words parted by single blanks, with nothing on standard input. */
    static CommandRun of(String line) {
        return run("", Arrays.asList(line.split(" ")));
    }

    /** Runs a line with the settings of a file. */
    static CommandRun with(Path settings, String line) {
        return withInput(settings, "", line);
    }

    /** The same with something on standard input. */
    static CommandRun withInput(Path settings, String input, String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        words.add("--config");
        words.add(settings.toString());
        return run(input, words);
    }

    /** Runs a line at a time of ours. */
    static CommandRun at(Instant now, String line) {
        return run("", Arrays.asList(line.split(" ")), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static CommandRun run(String input, List<String> words) {
        return run(input, words, Clock.systemUTC());
    }

    private static CommandRun run(String input, List<String> words, Clock clock) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                clock);
        int code = MonitorCommand.execute(words.toArray(String[]::new), console);
        return new CommandRun(
                code,
                out.toString(StandardCharsets.UTF_8).strip(),
                err.toString(StandardCharsets.UTF_8).strip());
    }

    /** Standard output as the one line of JSON that it must be. */
    JsonNode json() {
        if (out.lines().count() != 1) {
            throw new AssertionError("not one line: " + this);
        }
        return JSON.readTree(out);
    }
}
