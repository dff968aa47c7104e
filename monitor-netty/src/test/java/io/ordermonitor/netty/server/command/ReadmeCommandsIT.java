package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.command.ReadmeShell.Ran;
import io.ordermonitor.netty.server.command.ReadmeShell.Serving;
import io.ordermonitor.netty.server.demo.Tab;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, as they stand there. */
class ReadmeCommandsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SERVE = "java -jar monitor.jar serve";
    private static final Pattern LIVE_STOP = Pattern.compile("SL +0 +1 +(SENT|WORKING)");
    private static final Pattern STOP = Pattern.compile("SL +0 +\\d+ +\\S+");

    @TempDir
    Path folder;

    @Test
    void everyCommandWorksOnADatabaseOfOnesOwn() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"))) {
            execute(postgres.dataSource(), ReadmeBlock.DATABASE.statements());
            ReadmeShell shell = new ReadmeShell(folder, postgres.port());
            List<String> begin = new ArrayList<>(ReadmeBlock.SERVE.lines());
            assertThat(begin.remove(begin.size() - 1)).isEqualTo(SERVE);
            String migrate = begin.remove(begin.size() - 1);
            for (String export : begin) {
                shell.type(export);
            }
            assertThat(shell.type(SERVE).err()).contains("run the command migrate");
            shell.type(migrate).succeeded();

            Serving first = shell.serve(SERVE);
            Serving last = first;
            try {
                String token = type(shell, ReadmeBlock.OPERATE.lines());
                shell.type("java -jar monitor.jar order show 1").succeeded();
                request(shell, postgres);
                Ran second = shell.type(SERVE);
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.err())
                        .contains("served by another process: pid "
                                + first.process().pid());
                first.process().destroyForcibly().waitFor();

                last = shell.serve(SERVE);
                Tab tab = Tab.open(HttpClient.newHttpClient(), last.ready(), 1, token);
                last.process().destroy();
                assertThat(tab.closeCode()).isEqualTo(1012);
                assertThat(last.process().waitFor()).isEqualTo(143);
            } finally {
                end(first);
                end(last);
            }
        }
    }

    /** Types the commands of the other terminal; the token that one of them printed. */
    private static String type(ReadmeShell shell, List<String> commands) throws Exception {
        String token = "";
        for (String command : commands) {
            Ran ran = shell.type(command).succeeded();
            if (command.contains("order submit")) {
                await().atMost(PATIENCE).until(() -> isShown(shell, "1", LIVE_STOP));
            }
            if (command.contains("token issue")) {
                token = ran.out().strip();
            }
        }
        return token;
    }

    private static void request(ReadmeShell shell, EmbeddedPostgres postgres) throws Exception {
        DatabasePlace.Server place = new DatabasePlace.Server(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/monitor", "monitor", null);
        execute(Connected.to(place).dataSource(), ReadmeBlock.REQUEST.statements());
        await().atMost(PATIENCE)
                .until(() ->
                        shell.type("java -jar monitor.jar order show 2").out().contains("1000"));
    }

    @Test
    void aCopyOfTheFolderOfAStoppedServerGoesOnWhereItStood() throws Exception {
        ReadmeShell shell = new ReadmeShell(folder, 1);
        Serving first = shell.serve(SERVE);
        Serving second = first;
        try {
            type(shell, untilProtected(ReadmeBlock.OPERATE.lines()));
            stop(first);
            List<String> copy = ReadmeBlock.FOLDER.lines();
            for (String line : copy.subList(0, copy.size() - 1)) {
                shell.type(line).succeeded();
            }
            second = shell.serve(copy.get(copy.size() - 1));
            Serving copied = second;
            await().atMost(PATIENCE).until(() -> copied.log().contains("loop started user=1"));
            String shown =
                    shell.type("java -jar monitor.jar order show 1").succeeded().out();
            assertThat(STOP.matcher(shown).results()).as(shown).hasSize(1);
            stop(second);
        } finally {
            end(first);
            end(second);
        }
    }

    private static List<String> untilProtected(List<String> commands) {
        int submit = IntStream.range(0, commands.size())
                .filter(i -> commands.get(i).contains("order submit"))
                .findFirst()
                .orElseThrow();
        return commands.subList(0, submit + 1);
    }

    private static boolean isShown(ReadmeShell shell, String order, Pattern what) throws Exception {
        return what.matcher(
                        shell.type("java -jar monitor.jar order show " + order).out())
                .find();
    }

    private static void stop(Serving serving) throws InterruptedException {
        serving.process().destroy();
        assertThat(serving.process().waitFor()).isEqualTo(143);
    }

    private static void end(Serving serving) throws InterruptedException {
        serving.process().destroy();
        if (!serving.process().waitFor(30, TimeUnit.SECONDS)) {
            serving.process().destroyForcibly();
        }
    }

    private static void execute(DataSource database, List<String> statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
