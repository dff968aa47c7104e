package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A nudge of one account while another waits for a follow-up. */
@Timeout(60)
class NudgeAndFollowUpTest {
    @Test
    void aNudgedCycleReadsTheAccountsThatWaitForAFollowUpToo() throws Exception {
        LoopBench bench = new LoopBench("2026-11-23T10:00:00", TradingHours.always(), LoopSettings.standard());
        bench.followUp = Set.of(9L);
        bench.connect(1);
        bench.advance(Duration.ofMillis(bench.loops.nextCycleInMs(1)));
        bench.advance(Duration.ofSeconds(6));
        bench.loops.nudge(1, Set.of(8L));
        bench.advance(Duration.ofSeconds(5));
        assertThat(bench.ran.get(bench.ran.size() - 1).accounts()).containsExactlyInAnyOrder(8L, 9L);
        bench.advance(Duration.ofSeconds(45));
        assertThat(bench.ran.stream().filter(ran -> ran.accounts().contains(9L)))
                .as("looks at account 9 within the minute")
                .hasSizeGreaterThan(2);
    }
}
