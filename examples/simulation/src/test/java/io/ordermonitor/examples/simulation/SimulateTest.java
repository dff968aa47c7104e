package io.ordermonitor.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.testkit.simulation.FaultKind;
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

        assertThat(out.toString()).contains("1 day of 40 cycles, seed 1\n", "no fault struck\n");
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

        assertThat(err.toString()).endsWith("--days is at least 1, not 0\n");
    }

    @Test
    void aWrongOptionIsNamedLast() {
        assertThat(run("--day", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--help").containsPattern("'--day'[^\n]*\n\\z");
    }

    @Test
    void theStoryOfADayThatBreaksNothingIsTold() {
        assertThat(run("--days", "1", "--cycles", "40", "--faults", "none", "--story"))
                .isZero();

        assertThat(out.toString())
                .contains("what went wrong on the day, of seed 1:\n  nothing\n")
                .containsPattern("order 1 \\(key k\\d\\) is submitted for account")
                .contains(" order 1: Submitted by the application: ")
                .doesNotContain("[userId=", "Z ");
        assertThat(run("--days", "2", "--story")).isEqualTo(2);
    }

    @Test
    void whatTheFaultsMeanIsListed() {
        assertThat(run("--list-faults")).isZero();

        assertThat(out.toString().lines()).hasSize(FaultKind.values().length);
        assertThat(out.toString()).containsPattern("DEAF +writes are done, replies and reads are lost");
    }

    private int run(String... args) {
        return Simulate.command(Clock.systemUTC(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
