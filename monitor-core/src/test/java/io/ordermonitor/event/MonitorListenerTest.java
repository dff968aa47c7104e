package io.ordermonitor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorListenerTest {
    private static final MonitorEvent EVENT = new MonitorEvent.LoopStarted(7, Instant.EPOCH);

    @Test
    void whatAGuardedListenerThrowsReachesNobody() {
        MonitorListener guarded = ((MonitorListener) event -> {
                    throw new IllegalStateException("metrics are down");
                })
                .guarded();

        assertThatCode(() -> guarded.on(EVENT)).doesNotThrowAnyException();
    }

    @Test
    void aGuardedListenerHearsEverythingOnceHoweverOftenItIsGuarded() {
        List<MonitorEvent> heard = new ArrayList<>();
        MonitorListener listener = heard::add;

        listener.guarded().guarded().on(EVENT);

        assertThat(heard).containsExactly(EVENT);
    }
}
