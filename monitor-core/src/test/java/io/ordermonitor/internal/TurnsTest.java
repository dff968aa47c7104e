package io.ordermonitor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.loop.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-23T04:30:00Z"), ZoneId.of("Asia/Kolkata"));
    private final Workers workers = Workers.on(time, 2);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Turns turns = new Turns(workers, this::work);

    private void work(long userId) {
        String began = userId + "@" + second();
        try {
            time.schedule(() -> {}, 10, TimeUnit.SECONDS).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        done.add(began);
        if (userId == 13) {
            throw new IllegalStateException("planted");
        }
    }

    private long second() {
        return Duration.between(Instant.parse("2026-11-23T04:30:00Z"), time.instant())
                .toSeconds();
    }

    @Test
    void whatIsAskedForMeanwhileIsDoneOnceMore() throws Exception {
        turns.ask(1);
        time.advance(Duration.ofSeconds(5));
        turns.ask(1);
        turns.ask(1);
        time.advance(Duration.ofSeconds(60));

        assertThat(done).containsExactly("1@0", "1@10");
        turns.ask(1);
        time.advance(Duration.ofSeconds(60));
        assertThat(done).last().isEqualTo("1@65");
    }

    @Test
    void oneUserNeverHoldsMoreThanOneWorker() throws Exception {
        turns.ask(1);
        turns.ask(2);
        time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            turns.ask(1);
            turns.ask(2);
        }
        time.advance(Duration.ofSeconds(8));
        assertThat(done).isEmpty();
        time.advance(Duration.ofSeconds(60));
        assertThat(done).containsExactlyInAnyOrder("1@0", "2@0", "1@10", "2@10");
    }

    @Test
    void workThatThrowsIsDoneAgainWhenItIsAskedForAgain() throws Exception {
        turns.ask(13);
        time.advance(Duration.ofSeconds(20));
        turns.ask(13);
        time.advance(Duration.ofSeconds(20));
        assertThat(done).containsExactly("13@0", "13@20");
    }

    @Test
    void closedWorkersAreSaid() {
        workers.close();
        assertThatThrownBy(() -> turns.ask(1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> turns.ask(1))
                .as("nothing is left behind")
                .isInstanceOf(RejectedExecutionException.class);
    }
}
