package io.ordermonitor.netty.server.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hundreds of rounds, with -Plong; -Drounds=N for another number of them, -Dseed=N for the same again. */
@Tag("long")
class LongProcessTrialIT {
    private static final int MINUTES = 120;
    private static final int WORLDS = 2;

    /** In two worlds side by side, each with its own exchange and database: a round waits more than it works. */
    @Test
    void threeHundredKillsLoseNothingAndDoubleNothing() throws Exception {
        int count = Integer.getInteger("rounds", 300);
        List<CompletableFuture<Void>> worlds = new ArrayList<>();
        for (int i = 1; i <= WORLDS; i++) {
            String name = "kills-" + i;
            worlds.add(CompletableFuture.runAsync(() -> kill(name, count / WORLDS)));
        }
        for (CompletableFuture<Void> world : worlds) {
            world.get();
        }
    }

    private static void kill(String name, int count) {
        try (Trial trial = Trial.begin(name, MINUTES, true)) {
            Rounds rounds = new Rounds(trial);
            for (int i = 0; i < count; i++) {
                rounds.kill();
            }
            try (ServerProcess last = rounds.startTwo()) {
                trial.compareBooks();
                last.kill();
            }
            end(trial, name);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twentyRoundsOfEverythingElseDoNeither() throws Exception {
        int count = Integer.getInteger("rounds", 20);
        try (Trial trial = Trial.begin("others", MINUTES, true)) {
            Rounds rounds = new Rounds(trial);
            ServerProcess server = rounds.startTwo();
            for (int i = 0; i < count; i++) {
                rounds.stopDatabase(server);
                rounds.cutConnections(server);
                rounds.pause(server);
                server = rounds.replace(server);
                server.kill();
                server = rounds.startTwo();
            }
            trial.compareBooks();
            server.kill();
            end(trial, "others");
        }
    }

    private static void end(Trial trial, String name) throws Exception {
        String summary = trial.summary();
        System.out.println(summary);
        trial.passed();
        Files.writeString(Path.of("target", "process-trial-" + name + ".txt"), summary);
    }
}
