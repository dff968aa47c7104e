package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AlarmReportTest {
    private static final long USER = 7;
    private static final Instant NOW = Instant.parse("2026-11-23T04:30:00Z");

    @Test
    void anAlarmRaisedWhileTheStoreComesBackStandsAndCanEnd() {
        CompletableFuture<Void> isBack = new CompletableFuture<>();
        LateStore store = new LateStore(isBack);
        AlarmReport report = new AlarmReport(store, MonitorListener.NONE);
        Alarm alarm = new Alarm(USER, 0, 0, Code.DATABASE, "nothing can be read", NOW, null);

        CompletableFuture<Void> raising = CompletableFuture.runAsync(() -> report.raise(alarm));
        store.asked.join();
        assertThat(report.standing(USER)).as("read while the other still waits").isEmpty();
        isBack.complete(null);
        raising.join();

        assertThat(report.standing(USER)).containsExactly(alarm);
        assertThat(report.end(USER, Set.of(Code.DATABASE), NOW.plusSeconds(60))).hasSize(1);
        assertThat(report.standing(USER)).isEmpty();
        assertThat(store.saved).extracting(Alarm::cleared).containsExactly(null, NOW.plusSeconds(60));
    }

    /** Its first answer comes late, and is that it failed. */
    private static final class LateStore implements Alarms {
        private final CompletableFuture<Void> asked = new CompletableFuture<>();
        private final CompletableFuture<Void> isBack;
        private final AtomicBoolean isFirst = new AtomicBoolean(true);
        private final List<Alarm> saved = new ArrayList<>();

        LateStore(CompletableFuture<Void> isBack) {
            this.isBack = isBack;
        }

        @Override
        public List<Alarm> standing(long userId) {
            if (isFirst.getAndSet(false)) {
                asked.complete(null);
                isBack.join();
                throw new StoreException("the database does not answer");
            }
            return List.of();
        }

        @Override
        public Optional<Alarm> newest(long userId, Code code) {
            return Optional.empty();
        }

        @Override
        public synchronized void save(List<Alarm> changed) {
            saved.addAll(changed);
        }
    }
}
