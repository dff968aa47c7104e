package io.ordermonitor.netty.server.process;

import io.ordermonitor.netty.server.process.Wire.Trap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is done to servers and their database, a round at a time. After each the exchange's books are judged. */
final class Rounds {
    private static final List<String> CALLS =
            List.of("place e", "place e", "place s", "place s", "place t", "modify *", "cancel *", "any *");
    private static final List<Trap.Point> POINTS = List.of(Trap.Point.values());
    private static final Duration TO_GO_ON = Duration.ofSeconds(3);

    private final Trial trial;
    private int round;

    Rounds(Trial trial) {
        this.trial = trial;
    }

    /** A server that is looked at 5 s after its ready line, works for a while and is killed. */
    void kill() throws Exception {
        String name = name("kill");
        try (ServerProcess server = trial.server()) {
            Instant ready = trial.ready(server);
            if (trial.random.nextInt(8) == 0) {
                killWhileItRecovers(server);
                return;
            }
            trial.judge(name, ready);
            work();
            String how = trial.random.nextInt(100) < 60 ? killInFlight(server) : killAtRandom(server);
            rest();
            trial.figures.count(how);
        } finally {
            rest();
        }
        trial.figures.count("rounds of SIGKILL");
    }

    private void killWhileItRecovers(ServerProcess server) throws Exception {
        Thread.sleep(trial.random.nextInt(2_500));
        server.kill();
        trial.figures.count("rounds of SIGKILL");
        trial.figures.count("killed while it settled what the one before left");
    }

    private String killInFlight(ServerProcess server) throws Exception {
        String[] call = CALLS.get(trial.random.nextInt(CALLS.size())).split(" ", -1);
        Trap.Point point = POINTS.get(trial.random.nextInt(POINTS.size()));
        Wire.Sprung sprung = trial.exchange.trap(new Trap(call[0], call[1], point, trial.random.nextInt(3)));
        server.kill();
        trial.exchange.release();
        if (!sprung.caught()) {
            return "killed with nothing in flight for sure";
        }
        trial.figures.count("killed in flight, all");
        return "killed in flight, " + sprung.what().split(" ", -1)[0] + " " + point;
    }

    private String killAtRandom(ServerProcess server) throws Exception {
        Thread.sleep(50 + trial.random.nextInt(1_400));
        server.kill();
        return "killed at random";
    }

    /** Everybody trades; in some rounds the line is bad as well. */
    void work() {
        if (trial.random.nextInt(3) == 0) {
            trial.exchange.misbehave(new Wire.Faults(0.05, 0.05, 0.1, 300));
        }
        trial.crowd.begin();
    }

    void rest() {
        trial.crowd.rest();
        trial.exchange.misbehave(Wire.Faults.NONE);
        trial.exchange.release();
    }

    /** The database stops under a server at work, as at a restart or as in a crash, and comes back. */
    void stopDatabase(ServerProcess server) throws Exception {
        String name = name("database stopped");
        boolean crash = trial.random.nextBoolean();
        work();
        Thread.sleep(300 + trial.random.nextInt(1_000));
        if (crash) {
            trial.database.stopImmediately();
        } else {
            trial.database.stopFast();
        }
        Thread.sleep(trial.random.nextInt(3_000));
        rest();
        trial.database.startAgain();
        Instant back = Instant.now();
        trial.figures.count("database stopped " + (crash ? "immediately" : "fast"));
        settle(name, server, back);
    }

    /** All connections to the database are cut, twice, under a server at work. */
    void cutConnections(ServerProcess server) throws Exception {
        String name = name("connections cut");
        work();
        for (int i = 0; i < 2; i++) {
            Thread.sleep(200 + trial.random.nextInt(600));
            trial.database.cutConnections();
        }
        rest();
        trial.figures.count("connections cut");
        settle(name, server, Instant.now());
    }

    /** A server at work stands still past every time-out and past its lease, and goes on; nobody took its place. */
    void pause(ServerProcess server) throws Exception {
        String name = name("paused");
        work();
        Thread.sleep(200 + trial.random.nextInt(800));
        if (trial.random.nextBoolean()) {
            trial.exchange.trap(new Trap("any", "*", Trap.Point.AFTER, 0));
        }
        server.signal("STOP");
        rest();
        Thread.sleep(1_500 + trial.random.nextInt(2_500));
        server.signal("CONT");
        trial.figures.count("paused past the lease");
        settle(name, server, Instant.now());
    }

    /** A server stands still, another takes its place; the first goes on, must notice and end, and send nothing. */
    ServerProcess replace(ServerProcess server) throws Exception {
        String name = name("replaced while paused");
        work();
        Thread.sleep(200 + trial.random.nextInt(800));
        if (trial.random.nextBoolean()) {
            trial.exchange.trap(new Trap("any", "*", Trap.Point.BEFORE, 0));
        }
        server.signal("STOP");
        rest();
        Thread.sleep(1_300);
        ServerProcess second = trial.server();
        Instant ready = trial.ready(second);
        Thread.sleep(trial.random.nextInt(2_000));
        server.signal("CONT");
        if (server.exitCode() != 1) {
            throw new AssertionError(name + ": the old server ended with " + server.exitCode() + "\n" + server.log());
        }
        trial.figures.count("replaced while paused");
        trial.judge(name, ready);
        return second;
    }

    /** Two servers start at once on a database: one serves, the other says that it must not. */
    ServerProcess startTwo() throws Exception {
        String name = name("two at once");
        ServerProcess one = trial.server();
        ServerProcess other = trial.server();
        boolean first = one.isReady();
        boolean second = other.isReady();
        Instant ready = Instant.now();
        if (first == second) {
            throw new AssertionError(name + ": ready " + first + " and " + second + "\n" + one.log() + other.log());
        }
        ServerProcess loser = first ? other : one;
        if (loser.exitCode() != 1 || !loser.log().contains("this database is served by another process")) {
            throw new AssertionError(name + ": " + loser.exitCode() + "\n" + loser.log());
        }
        trial.figures.count("two servers started at once");
        ServerProcess winner = first ? one : other;
        trial.judge(name, ready);
        return winner;
    }

    /** Nothing died: the server finds out by itself that it may go on, for which it has some seconds more. */
    private void settle(String name, ServerProcess server, Instant from) throws Exception {
        trial.judge(name, from, "back to all covered and settled", TO_GO_ON.plus(Trial.GRACE));
        if (!server.isAlive()) {
            throw new AssertionError(name + ": the server ended\n" + server.log());
        }
    }

    private String name(String what) {
        String name = "round " + ++round + " (" + what + ")";
        System.out.println(Instant.now() + " " + name);
        return name;
    }
}
