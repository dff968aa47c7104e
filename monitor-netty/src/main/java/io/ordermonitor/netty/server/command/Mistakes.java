package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.settings.SettingsException;
import io.ordermonitor.store.StoreException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells people what was wrong. What they typed comes back cut, and whatever came from outside comes harmless: the
 * terminal acts on none of it.
 *
 * @param out for programs that read JSON
 */
record Mistakes(PrintStream out) implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** The command line is not understood. */
    @Override
    public int handleParseException(ParameterException mistake, String[] words) {
        PrintWriter errors = mistake.getCommandLine().getErr();
        List<String> unknown = new UnknownOptions(mistake).in(words);
        unknown.forEach(line -> errors.println(PlainText.line(line)));
        if (unknown.isEmpty() || !(mistake instanceof UnmatchedArgumentException)) {
            errors.println(PlainText.line(cut(said(mistake), words)));
        }
        Optional<String> meant = meant(mistake, words);
        if (meant.isEmpty() && unknown.isEmpty()) {
            UnmatchedArgumentException.printSuggestions(mistake, errors);
        }
        errors.println(PlainText.line(meant.orElseGet(() -> help(mistake.getCommandLine()))));
        errors.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String said(ParameterException mistake) {
        String message = String.valueOf(mistake.getMessage());
        return message.equals("Missing required subcommand")
                ? message + ": one of "
                        + String.join(
                                ", ", mistake.getCommandLine().getSubcommands().keySet())
                : message;
    }

    /** Where the usage stands, of which a whole page would hide what is wrong. */
    private static String help(CommandLine command) {
        String words = command.getCommandSpec().qualifiedName(" ").replaceFirst("^\\S+ ?", "");
        return "order-monitor: '" + (words + " --help").strip() + "' tells its "
                + (command.getSubcommands().isEmpty() ? "options" : "commands");
    }

    /** The command failed. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        String sentence = sentence(failure);
        command.getErr()
                .println(failure instanceof SettingsException ? PlainText.lines(sentence) : PlainText.line(sentence));
        if (OperatorCommands.speaksJson(command)) {
            out.println(Answers.refusal(sentence));
        }
        LoggerFactory.getLogger(Mistakes.class).debug("failed", failure);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What people can act on comes with a sentence; anything else is a bug and needs its name. */
    private static String sentence(Exception failure) {
        boolean said = (failure instanceof IllegalStateException || failure instanceof StoreException)
                && failure.getMessage() != null;
        return said ? String.valueOf(failure.getMessage()) : String.valueOf(failure);
    }

    /** The longest first, since one may stand within another. */
    private static String cut(String message, String[] words) {
        List<String> typed = Arrays.stream(words)
                .flatMap(word -> Stream.of(word, word.substring(word.indexOf('=') + 1)))
                .flatMap(word -> Stream.concat(Stream.of(word), Arrays.stream(word.split(","))))
                .filter(word -> !PlainText.cut(word).equals(word))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String shorter = message;
        for (String word : typed) {
            shorter = shorter.replace(word, PlainText.cut(word));
        }
        return shorter;
    }

    /** The line that takes an option which was given without its command. */
    private static Optional<String> meant(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        if (command.getParent() != null || words.length == 0 || !words[0].startsWith("-")) {
            return Optional.empty();
        }
        String option = words[0].replaceFirst("=.*", "");
        List<String> takers = command.getSubcommands().entrySet().stream()
                .filter(entry -> entry.getValue().getCommandSpec().findOption(option) != null)
                .map(Map.Entry::getKey)
                .distinct()
                .toList();
        if (takers.isEmpty()) {
            return Optional.empty();
        }
        String rest = Arrays.stream(words).map(PlainText::cut).collect(Collectors.joining(" "));
        String taker = takers.get(0);
        String others = takers.size() == 1
                ? ""
                : " (or in place of " + taker + ": " + String.join(", ", takers.subList(1, takers.size())) + ")";
        return Optional.of(option + " is an option of the command " + taker + ", which must stand before it: java -jar"
                + " monitor.jar " + taker + " " + rest + others);
    }
}
