package io.ordermonitor.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SimulateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void threeDaysWithFaultsSayWhatStruckAndHowLongFillsWaited() {
        assertThat(run("--days", "3", "--cycles", "40", "--threads", "2"))
                .as(() -> out.toString())
                .isZero();

        assertThat(out.toString())
                .contains("3 days of 40 cycles, seeds 1 to 3, 2 side by side")
                .contains("no invariant was broken")
                .contains("how often each fault struck: {")
                .containsPattern("fill to the stop live in its book: median \\d+\\.\\d{3} s");
    }

    @Test
    void withoutFaultsNoneStrikes() {
        assertThat(run("--days", "1", "--cycles", "40", "--faults", "none", "--polled"))
                .isZero();

        assertThat(out.toString()).contains("how often each fault struck: {}");
    }

    @Test
    void recordedDaysKeepEveryInvariantToo() {
        assertThat(run("--days", "2", "--cycles", "40", "--recorded"))
                .as(() -> out.toString())
                .isZero();

        assertThat(out.toString()).contains("no invariant was broken");
    }

    @Test
    void aWrongNumberIsRefused() {
        assertThat(run("--days", "0")).isEqualTo(2);

        assertThat(err.toString()).contains("--days and --threads are at least 1");
    }

    private int run(String... args) {
        return Simulate.command(Clock.systemUTC(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
