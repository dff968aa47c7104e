package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What check-config says of a trading calendar that ends. */
class CheckConfigCommandTest {
    private static CommandRun checked(String at) {
        CommandRun run = CommandRun.at(Instant.parse(at), "check-config");
        assertThat(run.code()).as(run.toString()).isZero();
        return run;
    }

    @Test
    void theLastDayOfTheCalendarIsSaid() {
        assertThat(checked("2026-06-01T05:00:00Z").out())
                .contains("The settings can be used.")
                .contains("The trading calendar (hours.calendar) ends on 2026-12-31.")
                .doesNotContain("Warning");
    }

    @Test
    void aCalendarThatEndsSoonIsAWarningWithWhatToDo() {
        assertThat(checked("2026-12-24T05:00:00Z").out())
                .contains("Warning: the trading calendar ends on 2026-12-31, in 7 days")
                .contains("put a calendar file that covers them into the setting hours.calendar");
    }
}
