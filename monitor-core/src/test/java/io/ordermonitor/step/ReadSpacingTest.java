package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.step.ReadSpacing.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadSpacingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final ReadSpacing spacing = new ReadSpacing();

    private long wait(Kind kind, long millis) {
        return spacing.reserve(1, kind, NOW.plusMillis(millis)).toMillis();
    }

    @Test
    void reads_of_a_kind_and_account_are_a_second_apart() {
        assertThat(wait(Kind.BOOK, 0)).isZero();
        assertThat(wait(Kind.BOOK, 400)).isEqualTo(600);
        assertThat(wait(Kind.BOOK, 500)).as("behind the one that waits").isEqualTo(1500);
        assertThat(wait(Kind.POSITIONS, 500)).isZero();
        assertThat(spacing.reserve(2, Kind.BOOK, NOW)).isEqualTo(Duration.ZERO);
        assertThat(wait(Kind.BOOK, 3000)).isZero();
    }

    @Test
    void a_clock_that_went_back_keeps_nobody_waiting() {
        assertThat(wait(Kind.BOOK, 60_000)).isZero();
        assertThat(wait(Kind.BOOK, 0)).isZero();
    }
}
