package io.ordermonitor.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ordermonitor.benchmarks.UserDay.Change;
import io.ordermonitor.netty.server.EmbeddedPostgres;
import io.ordermonitor.netty.server.Migrations;
import io.ordermonitor.store.Stores;
import io.ordermonitor.store.jdbc.Fences;
import io.ordermonitor.store.jdbc.JdbcStores;
import io.ordermonitor.testkit.CountedDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one cycle of one user costs in the database: statements, trips, bytes of write-ahead log and CPU time, through
 * the real stores on an embedded PostgreSQL, in the order in which steps 1 to 3 use them. Prints one line per case.
 *
 * <p>Autovacuum is off while it measures; fsync is on. CPU is that of this thread and of all server processes, and is
 * known on Linux only.
 */
public final class CycleCost {
    private static final int[] ACCOUNTS = {1, 10, 50};
    private static final int[] ORDERS = {10, 50, 500};
    private static final int WARM_UP = 200;
    private static final int CYCLES = 100;

    private final Stores stores;
    private final CountedDataSource counted;
    private final Wal wal;
    private final ServerTime serverTime;

    private CycleCost(Stores stores, CountedDataSource counted, Wal wal, ServerTime serverTime) {
        this.stores = stores;
        this.counted = counted;
        this.wal = wal;
        this.serverTime = serverTime;
    }

    /** Runs all cases. */
    public static void main(String[] args) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("cycle-cost");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder);
                HikariDataSource pool = pool(server);
                Connection observer = server.dataSource().getConnection()) {
            try (Statement statement = observer.createStatement()) {
                statement.execute("alter system set autovacuum = off");
                statement.execute("select pg_reload_conf()");
            }
            CountedDataSource counted = CountedDataSource.of(pool);
            Stores stores = JdbcStores.open(counted.dataSource(), new Fences(counted.dataSource(), "cycle-cost"));
            System.out.println(head(observer));
            ServerTime time = ServerTime.of(folder, number(observer, "select pg_backend_pid()"));
            new CycleCost(stores, counted, new Wal(observer), time).all();
        }
        System.out.println("data left in " + folder);
    }

    private static HikariDataSource pool(EmbeddedPostgres server) {
        new Migrations(server.dataSource()).run();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setMaximumPoolSize(1);
        JdbcStores.connectionOptions().forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    private static String head(Connection observer) throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet result = statement.executeQuery("show server_version")) {
            result.next();
            return "PostgreSQL " + result.getString(1) + ", JDK "
                    + Runtime.version().feature() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, load "
                    + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                    + "; fsync on, autovacuum off; medians of " + CYCLES + " cycles.\n"
                    + "Aims: quiet 2 statements, 1 trip, 0 B, 0.10 ms CPU; prices 0.50 ms, 1.5 kB; one 0.80 ms, 1.3 kB;"
                    + " five 1.2 ms, 5 kB (one account of 50 orders; at most 6 statements and 3 trips, a read besides).\n"
                    + "accounts orders change  statements trips  WAL B  elapsed ms  CPU ms  1,000 users' share of a"
                    + " minute of one core";
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private void all() throws SQLException, IOException {
        long user = 1;
        for (int accounts : ACCOUNTS) {
            for (int orders : ORDERS) {
                UserDay day = new UserDay(stores, user++, accounts, orders);
                day.begin();
                wal.checkpoint();
                for (Change change : Change.values()) {
                    System.out.println(measure(day, change, accounts, orders));
                }
            }
        }
    }

    private String measure(UserDay day, Change change, int accounts, int orders) throws SQLException, IOException {
        for (int i = 0; i < WARM_UP; i++) {
            day.change(change);
            day.cycle();
        }
        List<double[]> samples = new ArrayList<>();
        for (int i = 0; i < CYCLES; i++) {
            day.change(change);
            samples.add(sample(day));
        }
        double[] median = new double[5];
        for (int figure = 0; figure < median.length; figure++) {
            int of = figure;
            double[] sorted = samples.stream().mapToDouble(s -> s[of]).sorted().toArray();
            median[figure] = sorted[sorted.length / 2];
        }
        double millis = median[4] > 0 ? median[4] : median[3];
        return String.format(
                Locale.ROOT,
                "%8d %6d %-7s %10.0f %5.0f %6.0f %11.2f %7.2f %8.2f %%",
                accounts,
                orders,
                change.name().toLowerCase(Locale.ROOT),
                median[0],
                median[1],
                median[2],
                median[3],
                median[4],
                millis * 1000 / 60_000 * 100);
    }

    /** Statements, trips, bytes, elapsed and CPU milliseconds of one cycle. */
    private double[] sample(UserDay day) throws SQLException, IOException {
        counted.reset();
        long bytes = wal.position();
        long server = serverTime.nanos();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        day.cycle();
        double elapsed = (System.nanoTime() - start) / 1e6;
        double client = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        double backend = serverTime.nanos() - server;
        long written = wal.position() - bytes;
        double total = backend > 0 ? (client + backend) / 1e6 : 0;
        return new double[] {counted.statements(), counted.trips(), written, elapsed, total};
    }

    /** The write-ahead log, seen from a connection of its own. */
    private record Wal(Connection observer) {
        long position() throws SQLException {
            return number(observer, "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
        }

        void checkpoint() throws SQLException {
            try (Statement statement = observer.createStatement()) {
                statement.execute("checkpoint");
            }
        }
    }

    /** The CPU time of the server's processes, but for the one that this program observes through; Linux only. */
    private record ServerTime(List<Path> schedules) {
        static ServerTime of(Path folder, long observer) throws IOException {
            Path pidFile = folder.resolve("pg").resolve("postmaster.pid");
            long postmaster = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
            return new ServerTime(ProcessHandle.of(postmaster).stream()
                    .flatMap(ProcessHandle::children)
                    .filter(child -> child.pid() != observer)
                    .map(child -> Path.of("/proc", Long.toString(child.pid()), "schedstat"))
                    .toList());
        }

        long nanos() throws IOException {
            long sum = 0;
            for (Path schedule : schedules) {
                if (Files.isReadable(schedule)) {
                    sum += Long.parseLong(Files.readString(schedule).split(" ", 2)[0]);
                }
            }
            return sum;
        }
    }
}
