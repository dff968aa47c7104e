package io.ordermonitor.netty.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.server.command.ReadmeBlock;
import io.ordermonitor.netty.server.command.ReadmeShell;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README says of backups, with PostgreSQL's own programs. These must not be older than the server, so this runs
 * on the oldest PostgreSQL only.
 */
@Tag("dump")
class BackupIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String STOPS =
            "select string_agg(state || ' ' || quantity, ',') from paper.placed where side = 'SELL'";

    @TempDir
    Path folder;

    @Test
    void aDumpOfARunningServerIsRestoredAndItsStopIsKnown() throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start(folder)) {
            ReadmeShell shell = postgres.shell();
            List<String> commands = ReadmeBlock.BACKUP.lines();
            ReadmeShell.Serving serving = shell.serve("java -jar monitor.jar serve");
            try {
                for (String command : ReadmeBlock.OPERATE.lines().subList(0, 6)) {
                    shell.type(command).succeeded();
                }
                await().atMost(PATIENCE)
                        .until(() -> postgres.valueIn("monitor", STOPS).equals("WORKING 10"));
                assertThat(commands.get(0)).startsWith("pg_dump");
                shell.type(commands.get(0)).succeeded();
            } finally {
                serving.process().destroyForcibly().waitFor();
            }
            restored(postgres, commands.subList(1, commands.size()));
        }
    }

    private static void restored(OwnPostgres postgres, List<String> restore) throws Exception {
        ReadmeShell shell = postgres.shell();
        for (String command : restore.subList(0, restore.size() - 1)) {
            shell.type(command).succeeded();
        }
        ReadmeShell.Serving serving = shell.serve(restore.get(restore.size() - 1));
        try {
            await().atMost(PATIENCE).until(() -> serving.log().contains("loop started user=1"));
            String amend = "java -jar monitor.jar order amend 1 --stop 81";
            shell.type(amend).succeeded();
            String triggers = "select string_agg(trigger_price::text, ',') from paper.placed where side = 'SELL'";
            await().atMost(PATIENCE)
                    .until(() -> new BigDecimal(postgres.valueIn("restored", triggers)).compareTo(new BigDecimal("81"))
                            == 0);
            assertThat(postgres.valueIn("restored", STOPS))
                    .as("one stop, the one of before")
                    .isEqualTo("WORKING 10");
        } finally {
            serving.process().destroy();
            assertThat(serving.process().waitFor()).isEqualTo(143);
        }
    }
}
