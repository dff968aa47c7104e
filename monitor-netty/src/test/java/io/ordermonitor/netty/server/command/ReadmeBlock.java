package io.ordermonitor.netty.server.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks of the README that a machine can run, each known by how it begins, and who runs it. */
public enum ReadmeBlock {
    DEMO("bash", "mvn -q -DskipTests package", ".ci/run"),
    TESTS("bash", "mvn -B verify", ".ci/run"),
    INSTALL("bash", "mvn -q -DskipTests install", ".ci/run"),
    DEPENDENCIES("xml", "<dependency>", ".ci/run"),
    EMBED("java", "import static", ".ci/run"),
    DATABASE("sql", "create user monitor", "ReadmeCommandsIT.java"),
    SERVE("bash", "export MONITOR_DATABASE_URL", "ReadmeCommandsIT.java"),
    OPERATE("bash", "java -jar monitor.jar account add", "ReadmeCommandsIT.java"),
    UNIT("ini", "[Unit]", ".ci/run"),
    BACKUP("bash", "pg_dump", "BackupIT.java"),
    FOLDER("bash", "cp -a monitor-data", "ReadmeCommandsIT.java"),
    REQUEST("sql", "insert into order_request", "ReadmeCommandsIT.java");

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern FENCED =
            Pattern.compile("^ *```(\\S+)\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);

    private final String language;
    private final String begins;
    private final String runner;

    ReadmeBlock(String language, String begins, String runner) {
        this.language = language;
        this.begins = begins;
        this.runner = runner;
    }

    /** A fenced block as it stands in the README, without its indentation. */
    record Fenced(String language, String text) {}

    static List<Fenced> all() {
        return FENCED.matcher(read(REPOSITORY.resolve("README.md")))
                .results()
                .map(match -> new Fenced(match.group(1), match.group(2).stripIndent()))
                .toList();
    }

    boolean is(Fenced block) {
        return block.language().equals(language) && block.text().startsWith(begins);
    }

    /** The text of the block. */
    public String text() {
        return all().stream().filter(this::is).map(Fenced::text).findFirst().orElseThrow();
    }

    /** Its commands, one a line. */
    public List<String> lines() {
        return text().replaceAll("\\\\\\n *", "").lines().toList();
    }

    /** Its statements, without their semicolons. */
    public List<String> statements() {
        return Stream.of(text().split(";\\s*"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** Whether the file that runs it names it. */
    boolean isRun() throws IOException {
        if (runner.equals(".ci/run")) {
            return read(REPOSITORY.resolve(runner)).contains(" " + language + " '" + begins + "'");
        }
        try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
            return sources.filter(file -> file.endsWith(runner))
                    .anyMatch(file -> read(file).contains("ReadmeBlock." + name() + "."));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
