package io.ordermonitor.netty.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.netty.server.command.ReadmeBlock;
import io.ordermonitor.netty.server.command.ReadmeShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A PostgreSQL of the reader's, with what the README says to make in it, used with PostgreSQL's own programs only. */
final class OwnPostgres implements AutoCloseable {
    private static final String NEEDS = "psql is missing: apt-get install postgresql-client, or let .ci/run do it. ";

    private final EmbeddedPostgres server;
    private final ReadmeShell shell;

    private OwnPostgres(EmbeddedPostgres server, ReadmeShell shell) {
        this.server = server;
        this.shell = shell;
    }

    /** Starts it and types the README's lines up to and without {@code serve}. */
    static OwnPostgres start(Path folder) throws Exception {
        return start(folder, database -> {});
    }

    /** What is done to the empty database before it is migrated. */
    interface Beginning {
        void in(DataSource database) throws Exception;
    }

    /** The same on a database that is not new. */
    static OwnPostgres start(Path folder, Beginning beginning) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("postgres"));
        try {
            OwnPostgres started = new OwnPostgres(server, new ReadmeShell(folder, server.port()));
            ReadmeShell.Ran psql = started.shell.type("psql --version");
            assertThat(psql.exit()).as(NEEDS + psql.err()).isZero();
            started.shell.type("export PGHOST=127.0.0.1");
            for (String statement : ReadmeBlock.DATABASE.statements()) {
                started.psqlAs("postgres", "postgres", statement).succeeded();
            }
            beginning.in(started.database());
            List<String> lines = ReadmeBlock.SERVE.lines();
            for (String line : lines.subList(0, lines.size() - 1)) {
                started.shell.type(line).succeeded();
            }
            return started;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    /** The monitor's database for this process, to look at it without the time that a program takes to start. */
    DataSource database() {
        return Connected.to(new DatabasePlace.Server(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/monitor", "monitor", null))
                .dataSource();
    }

    /** The first value that a query gives, if it gives one, seen from this process. */
    Optional<String> look(String sql) {
        return new Statements(database()).row("look", sql, row -> row.getString(1));
    }

    ReadmeShell shell() {
        return shell;
    }

    /** Which programs these are. */
    String versions() throws IOException, InterruptedException {
        return shell.type("psql --version").out().strip() + ", server " + value("show server_version");
    }

    /** Runs statements in the monitor's database. */
    ReadmeShell.Ran psql(String sql) throws IOException, InterruptedException {
        return psqlAs("monitor", "monitor", sql);
    }

    private ReadmeShell.Ran psqlAs(String user, String database, String sql) throws IOException, InterruptedException {
        return shell.type(
                "psql -X -q -A -t -v ON_ERROR_STOP=1 -U " + user + " -d " + database + " <<'END'\n" + sql + ";\nEND");
    }

    /** The only value that a query gives. */
    String value(String sql) throws IOException, InterruptedException {
        return valueIn("monitor", sql);
    }

    /** The same in another database of the monitor's. */
    String valueIn(String database, String sql) throws IOException, InterruptedException {
        return psqlAs("monitor", database, sql).succeeded().out().strip();
    }

    @Override
    public void close() {
        server.close();
    }
}
