package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the loop looks again by itself. */
class FollowUpsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");

    private final FollowUps followUps = new FollowUps();

    @Test
    void looksComeLaterAndLaterAndEnd() {
        int[] waits = {5, 10, 20, 40, 60};
        for (int wait : waits) {
            followUps.reported(Set.of(1L), NOW);
            assertThat(followUps.due()).contains(NOW.plusSeconds(wait));
            assertThat(followUps.take()).containsExactly(1L);
        }
        followUps.reported(Set.of(1L), NOW);
        assertThat(followUps.due()).isEmpty();
    }

    @Test
    void anotherAccountIsLookedAtSoonThoughOneHasWaitedLong() {
        followUps.reported(Set.of(1L), NOW);
        followUps.reported(Set.of(1L), NOW);
        followUps.reported(Set.of(1L), NOW);
        followUps.reported(Set.of(1L, 2L), NOW);
        assertThat(followUps.due()).contains(NOW.plusSeconds(5));
        followUps.reported(Set.of(2L), NOW);
        assertThat(followUps.due()).contains(NOW.plusSeconds(10));
    }

    @Test
    void nothingThatWaitsIsLookedAtByNobody() {
        followUps.reported(Set.of(1L), NOW);
        followUps.reported(Set.of(), NOW);
        assertThat(followUps.due()).isEmpty();
        followUps.reported(Set.of(1L), NOW);
        assertThat(followUps.due()).contains(NOW.plusSeconds(5));
    }
}
