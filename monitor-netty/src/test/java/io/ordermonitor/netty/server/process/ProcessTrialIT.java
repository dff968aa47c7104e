package io.ordermonitor.netty.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A minute of it: what happens at length in {@link LongProcessTrialIT}. */
class ProcessTrialIT {
    private static final int KILLS = 3;
    private static final int MINUTES = 15;

    @Test
    void noOrderIsLostOrDoubledWhateverDies() throws Exception {
        try (Trial trial = Trial.begin("short", MINUTES, false)) {
            Rounds rounds = new Rounds(trial);
            for (int i = 0; i < KILLS; i++) {
                rounds.kill();
            }
            try (ServerProcess server = rounds.startTwo()) {
                rounds.stopDatabase(server);
                try (ServerProcess second = rounds.replace(server)) {
                    trial.compareBooks();
                    assertThat(second.isAlive()).isTrue();
                }
            }
            System.out.println(trial.summary());
            trial.passed();
        }
    }
}
