package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.settings.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options that a command does not have, found whatever else is wrong with its line: the parser tells of what is missing
 * alone, which is mostly the right one of what was misspelt.
 *
 * @param mistake what the parser told
 */
record UnknownOptions(ParameterException mistake) {
    /** A line that names them with what they may be meant for; empty if there are none. */
    List<String> in(String[] words) {
        List<String> names = new ArrayList<>();
        for (ParseResult at = parsed(words); at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
            at.unmatched().stream()
                    .filter(word -> word.length() > 1 && word.startsWith("-"))
                    .map(word -> word.replaceFirst("=.*", ""))
                    .forEach(names::add);
        }
        if (names.isEmpty()) {
            return List.of();
        }
        return List.of((names.size() == 1 ? "Unknown option: " : "Unknown options: ")
                + names.stream().distinct().map(this::named).collect(Collectors.joining(", ")));
    }

    /** What the line holds, read once more to its end. */
    private @org.jspecify.annotations.Nullable ParseResult parsed(String[] words) {
        CommandLine top = mistake.getCommandLine();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        collectErrors(top);
        try {
            return top.parseArgs(words);
        } catch (ParameterException e) {
            return null;
        }
    }

    private static void collectErrors(CommandLine line) {
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands().values().forEach(UnknownOptions::collectErrors);
    }

    private String named(String name) {
        String shown = "'" + PlainText.cut(name) + "'";
        String word = name.replaceFirst("^-+", "");
        return options()
                .filter(option -> isNear(option.substring(2), word))
                .min(Comparator.comparingInt(option -> Spelling.distance(option.substring(2), word)))
                .map(option -> shown + "; the nearest is " + option)
                .orElse(shown);
    }

    private Stream<String> options() {
        return mistake.getCommandLine().getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(option -> option.startsWith("--"));
    }

    /** At most every third letter is another, or letters were only left out. */
    private static boolean isNear(String option, String word) {
        if (word.isEmpty() || word.length() > 2 * option.length()) {
            return false;
        }
        return 3 * Spelling.distance(option, word) <= Math.max(option.length(), word.length())
                || isShortFor(option, word);
    }

    private static boolean isShortFor(String option, String word) {
        int from = 0;
        for (int i = 0; i < word.length(); i++) {
            from = option.indexOf(word.charAt(i), from) + 1;
            if (from == 0) {
                return false;
            }
        }
        return word.length() > 1;
    }
}
