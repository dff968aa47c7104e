package io.ordermonitor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final Workers workers = Workers.threads(2, 4);

    @AfterEach
    void end() {
        workers.close(Duration.ofSeconds(10));
    }

    @Test
    void virtualThreadsAreTakenWhereTheJdkHasThem() throws Exception {
        boolean expected = Runtime.version().feature() >= 21;
        assertThat(Workers.virtual("x-").isPresent()).isEqualTo(expected);
        List<String> names =
                workers.callAll(List.of(() -> Thread.currentThread().getName()));
        assertThat(names.get(0)).startsWith("call-");
    }

    @Test
    void noMoreCyclesThanAllowedAreInFlightAndAllRun() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            workers.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                running.decrementAndGet();
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void cyclesThatAllWaitForCallsDoNotStarveThem() throws Exception {
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            workers.execute(() -> {
                List<Callable<Integer>> calls = new ArrayList<>();
                for (int call = 0; call < 10; call++) {
                    calls.add(() -> 1);
                }
                try {
                    if (workers.callAll(calls).size() == 10) {
                        done.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void resultsComeInOrderAndTheFirstFailureIsThrownAfterAllHaveEnded() throws Exception {
        assertThat(workers.callAll(List.of(() -> 1, () -> 2, () -> 3))).containsExactly(1, 2, 3);
        AtomicBoolean last = new AtomicBoolean();
        List<Callable<Boolean>> calls = List.of(
                () -> {
                    throw new IllegalArgumentException("first");
                },
                () -> {
                    throw new java.io.IOException("second");
                },
                () -> last.getAndSet(true));
        assertThatThrownBy(() -> workers.callAll(calls)).isInstanceOf(IllegalArgumentException.class);
        assertThat(last).isTrue();
        assertThatThrownBy(() -> workers.callAll(List.of(calls.get(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("second");
    }

    @Test
    void aThrowDoesNotTakeAPlaceForEver() throws Exception {
        for (int i = 0; i < 10; i++) {
            workers.execute(() -> {
                throw new IllegalStateException("planted");
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        workers.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingWaitsForWhatWasTakenAndRefusesWhatComesAfter() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            workers.execute(() -> {
                try {
                    release.await();
                    ended.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(workers.load()).isEqualTo(4);
        release.countDown();
        assertThat(workers.close(Duration.ofSeconds(20))).isTrue();
        assertThat(ended).hasValue(4);
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void closingInterruptsWhatDoesNotEndInTime() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        workers.execute(() -> {
            began.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        });
        began.await();
        assertThat(workers.close(Duration.ofMillis(20))).isFalse();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
