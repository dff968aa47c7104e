package io.ordermonitor.netty.server.process;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exchange, a database and a crowd that live through many rounds, and the servers that do not. The times are scaled:
 * cycles 1 s, their spacing 200 ms, settle window 1 s, gap between two reads 300 ms, lease 1 s. Not thread-safe.
 */
final class Trial implements AutoCloseable {
    /** When after the ready line all must stand. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final String SETTINGS = """
            server: {port: 0}
            database: {url: "%s"}
            monitoring: {initial-delay: 200ms, interval: 1s, min-spacing: 200ms, deadline: 5s}
            hours: {calendar: always, zone: %s}
            """;
    private static final int LOOK_EVERY_MILLIS = 200;

    final long seed;
    final Random random;
    final RealDatabase database;
    final Exchange exchange;
    final Crowd crowd;
    final Judge judge;
    final Figures figures = new Figures();
    private final boolean inTime;
    private final Path folder;
    private final Path settings;
    private boolean passed;
    private final List<ServerProcess> servers = new ArrayList<>();

    private Trial(long seed, Path folder, ZoneId zone, int minutes, boolean inTime) throws IOException, SQLException {
        this.seed = seed;
        this.inTime = inTime;
        this.random = new Random(seed);
        this.folder = folder;
        this.database = RealDatabase.start(folder.resolve("database"), zone);
        database.prepare(zone, account(1), account(2), account(3));
        this.exchange = Exchange.start(folder.resolve("exchange.txt"), seed, zone, minutes, Crowd.OWNERS.length);
        this.crowd = new Crowd(database, exchange, seed);
        this.judge = new Judge(database, exchange);
        this.settings =
                Files.writeString(folder.resolve("monitor.yaml"), SETTINGS.formatted(database.url(), zone.getId()));
    }

    /**
     * Everything but a server, by the seed of {@code -Dseed=N} or a new one.
     *
     * @param inTime what is not well in time fails, unless the machine is busy; else only what does not get well at all
     */
    static Trial begin(String name, int minutes, boolean inTime) throws IOException, SQLException {
        long seed = Long.getLong("seed", System.nanoTime() & 0xFFFF);
        System.out.println("process trial " + name + ": seed " + seed);
        Path folder = Path.of("target", "process-trial", name + "-" + seed);
        return new Trial(seed, Files.createDirectories(folder), morning(), minutes, inTime);
    }

    /** Where it is about six in the morning: the day does not roll in the midst of a trial. */
    private static ZoneId morning() {
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        int ahead = 6 - hour;
        return ZoneOffset.ofHours(ahead < -11 ? ahead + 24 : ahead);
    }

    private static Account account(long id) {
        return new Account(
                id,
                Crowd.OWNERS[(int) id - 1],
                RemoteBrokers.NAME,
                "T" + id,
                true,
                Account.Mode.ARMED,
                Account.ExitMode.BOTH);
    }

    /** Another server; it ends with the trial at the latest. */
    ServerProcess server() throws IOException {
        ServerProcess server = ServerProcess.start(
                folder.resolve("server-" + (servers.size() + 1) + ".txt"),
                settings.toString(),
                exchange.address().toString(),
                "1000",
                "1000",
                "300");
        servers.add(server);
        return server;
    }

    /** Waits for the ready line of a server and counts how long it took. */
    Instant ready(ServerProcess server) throws IOException {
        Instant ready = server.ready();
        figures.time("start to ready", Duration.between(server.startedAt(), ready));
        return ready;
    }

    /** Looks on until 5 s after an instant: then nothing may be wrong but what the market has just done. */
    void judge(String round, Instant ready) throws Exception {
        judge(round, ready, "ready to all covered and settled", GRACE);
    }

    /** The same of a server that was not started anew, after another time. */
    void judge(String round, Instant begun, String measure, Duration grace) throws Exception {
        Instant due = begun.plus(grace);
        Optional<Instant> covered = Optional.empty();
        while (Instant.now().isBefore(due)) {
            List<Judge.Finding> found = judge.findings(begun);
            assertNoDuplicate(round, found);
            covered = covered.isEmpty() && found.isEmpty() ? Optional.of(Instant.now()) : covered;
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        List<Judge.Finding> found = judge.findings(begun);
        boolean late = found.stream().anyMatch(one -> !one.isFresh(Instant.now()));
        Instant patience = Instant.now().plus(late ? lateness() : Judge.ANSWERED.multipliedBy(2));
        while (!found.isEmpty() && Instant.now().isBefore(patience)) {
            Thread.sleep(LOOK_EVERY_MILLIS / 2);
            found = judge.findings(begun);
        }
        if (!found.isEmpty()) {
            fail(round, found);
        }
        figures.count(late ? "judged late" : "judged in time");
        figures.time(measure, Duration.between(begun, covered.orElseGet(Instant::now)));
    }

    /** On a machine that has no time for the server nobody can say when it must be done; on others it is now. */
    private Duration lateness() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        boolean busy = machine.getSystemLoadAverage() > 3.0 * machine.getAvailableProcessors();
        return busy || !inTime ? GRACE.multipliedBy(6) : Duration.ZERO;
    }

    private void assertNoDuplicate(String round, List<Judge.Finding> found) throws Exception {
        List<Judge.Finding> wrong =
                found.stream().filter(one -> one.what().startsWith("DUPLICATE")).toList();
        if (!wrong.isEmpty()) {
            fail(round, wrong);
        }
    }

    private void fail(String round, List<Judge.Finding> found) throws Exception {
        String text = "seed " + seed + ", " + round + ", logs in " + folder + "\n"
                + found.stream().map(one -> one + "\n").collect(Collectors.joining())
                + story(found);
        Files.writeString(folder.resolve("failure-" + Instant.now().toEpochMilli() + ".txt"), text);
        throw new AssertionError(text);
    }

    /** What was intended for the orders concerned, and what the exchange has of them. */
    private String story(List<Judge.Finding> found) throws SQLException {
        StringBuilder text = new StringBuilder();
        Map<String, Stored.Leg> legs;
        try (Connection connection = database.connection()) {
            text.append(Stories.of(
                    connection,
                    found.stream().map(Judge.Finding::order).distinct().toList()));
            legs = Stored.in(connection).legs();
        }
        for (Exchange.Book book : exchange.books()) {
            for (BrokerOrder row : book.rows.values()) {
                Stored.Leg leg = legs.get(row.tag());
                if (leg != null && found.stream().anyMatch(one -> one.order() == leg.order())) {
                    text.append("exchange ").append(row).append('\n');
                }
            }
        }
        return text.toString();
    }

    /** Closes everything and compares realised PnL, to the rounding of mean prices. */
    void compareBooks() throws Exception {
        crowd.rest();
        crowd.flatten();
        Instant patience = Instant.now().plusSeconds(20);
        String difference = "nothing was compared";
        while (!difference.isEmpty() && Instant.now().isBefore(patience)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            difference = difference();
        }
        if (!difference.isEmpty()) {
            throw new AssertionError("seed " + seed + ", realised PnL differs: " + difference);
        }
    }

    private String difference() throws SQLException {
        Map<String, BigDecimal> stored;
        int unanswered;
        try (Connection connection = database.connection()) {
            stored = Stored.realised(connection);
            unanswered = Stored.unansweredRequests(connection);
        }
        Map<String, BigDecimal> atExchange = new TreeMap<>();
        int units = 0;
        int live = 0;
        List<Exchange.Book> books = exchange.books();
        for (int i = 0; i < books.size(); i++) {
            Exchange.Book book = books.get(i);
            String account = i + 1 + " ";
            UnitFifo.realised(book.rows.values(), book.fills)
                    .forEach((instrument, realised) -> atExchange.put(account + instrument, realised));
            units += book.fills.stream().mapToInt(fill -> fill.quantity()).sum();
            live += (int) book.rows.values().stream()
                    .filter(row -> row.state().isLive())
                    .count();
        }
        BigDecimal tolerance = new BigDecimal("0.0001").multiply(BigDecimal.valueOf(units + 1L));
        boolean same = live == 0
                && unanswered == 0
                && stored.keySet().equals(atExchange.keySet())
                && atExchange.entrySet().stream()
                        .allMatch(one -> one.getValue()
                                        .subtract(stored.get(one.getKey()))
                                        .abs()
                                        .compareTo(tolerance)
                                <= 0);
        return same
                ? ""
                : "stored " + stored + ", at the exchange " + atExchange + ", live orders " + live
                        + ", requests without an answer " + unanswered;
    }

    /** Entries that were given up, each with its order, tag and how it was settled; fails if one is not. */
    private List<String> givenUp() throws SQLException {
        try (Connection connection = database.connection()) {
            List<String> all = Stored.givenUp(connection);
            if (all.stream().anyMatch(one -> one.contains("OPEN") || one.contains("UNKNOWN"))) {
                throw new AssertionError("seed " + seed + ", entries given up and not settled: " + all);
            }
            return all;
        }
    }

    /** What all rounds came to. */
    String summary() throws SQLException {
        List<String> lines = new ArrayList<>();
        lines.add("process trial, seed " + seed);
        lines.add(figures.toString());
        int orders = 0;
        int fills = 0;
        for (Exchange.Book book : exchange.books()) {
            orders += book.rows.size();
            fills += book.fills.size();
        }
        lines.add("orders at the exchange: " + orders + ", fills: " + fills);
        List<String> givenUp = givenUp();
        lines.add("entries given up: " + givenUp.size());
        lines.addAll(givenUp);
        return String.join("\n", lines);
    }

    /** Nothing was wrong: what is left on disk is of no use to anybody. */
    void passed() {
        passed = true;
    }

    @Override
    public void close() throws IOException {
        servers.forEach(ServerProcess::close);
        crowd.close();
        exchange.close();
        database.close();
        if (passed) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
