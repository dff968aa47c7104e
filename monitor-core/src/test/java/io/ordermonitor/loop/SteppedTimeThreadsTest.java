package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stepped time and threads that are not its own; how it runs by itself, and how it ends. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // what a task did is seen in the trace
class SteppedTimeThreadsTest {
    private static final Instant START = Instant.parse("2026-11-23T03:45:00Z");

    private final SteppedTime time = new SteppedTime(START, ZoneId.of("Asia/Kolkata"));
    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        time.shutdownNow();
    }

    @Test
    void aThreadFromOutsideWakesAWaiterByCancelling() throws Exception {
        CompletableNote note = new CompletableNote();
        ScheduledFuture<?> far = time.schedule(() -> {}, 1, TimeUnit.DAYS);
        time.execute(() -> {
            try {
                far.get();
            } catch (CancellationException e) {
                note.done.countDown();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
        time.settle();
        far.cancel(false);
        assertThat(note.done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void aThreadFromOutsideGetsAResultWithoutAnybodyDriving() throws Exception {
        assertThat(time.submit(() -> "done").get(10, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(time.isWorker()).isFalse();
        assertThat(time.submit(time::isWorker).get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskCannotMoveTimeAndADriveThatNobodyCanWakeSaysSo() {
        assertThatThrownBy(() -> time.drive(() -> {
                    time.advance(Duration.ofSeconds(1));
                    return "";
                }))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        Future<?>[] self = new Future<?>[1];
        assertThatThrownBy(() -> time.drive(() -> {
                    self[0] = time.submit(() -> self[0].get());
                    return self[0].get();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no timer");
    }

    @Test
    void shutdownRefusesNewTasksCancelsTimersAndEnds() throws Exception {
        ScheduledFuture<?> timer = time.schedule(() -> note("never"), 1, TimeUnit.SECONDS);
        time.execute(() -> {
            try {
                sleep(60_000);
            } catch (CancellationException e) {
                note("woken");
            }
        });
        time.settle();
        time.shutdown();
        assertThat(time.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(time.isTerminated()).isTrue();
        assertThat(timer.isCancelled()).isTrue();
        assertThat(trace).containsExactly("woken 0");
        assertThatThrownBy(() -> time.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void anInterruptEndsAWaitOfATaskAndNotThatOfTheNextTask() throws Exception {
        Future<?> waiting = time.submit(() -> {
            try {
                time.schedule(() -> {}, 1, TimeUnit.DAYS).get();
            } catch (InterruptedException e) {
                note("interrupted");
            }
            return null;
        });
        time.settle();
        waiting.cancel(true);
        time.settle();
        assertThat(trace).containsExactly("interrupted 0");
        time.drive(() -> {
            sleep(10);
            return "";
        });
        assertThat(time.instant()).isEqualTo(START.plusMillis(10));
    }

    @Test
    void manyThreadsFromOutsideLoseNoWakeUp() throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 500; k++) {
                    ScheduledFuture<?> far = time.schedule(() -> {}, 1, TimeUnit.DAYS);
                    time.execute(() -> {
                        try {
                            far.get();
                        } catch (CancellationException e) {
                            done.incrementAndGet();
                        } catch (InterruptedException | ExecutionException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    far.cancel(false);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        time.settle();
        assertThat(done).hasValue(2_000);
    }

    @Test
    void runningByItselfItIsAsFastAsTheWorkAndStops() throws Exception {
        CountDownLatch hours = new CountDownLatch(100);
        time.scheduleAtFixedRate(hours::countDown, 1, 1, TimeUnit.HOURS);
        time.run(Double.POSITIVE_INFINITY, Clock.systemUTC());
        assertThat(hours.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(time::settle).isInstanceOf(IllegalStateException.class);
        time.stop();
        Instant stopped = time.instant();
        time.settle();
        assertThat(time.instant()).isEqualTo(stopped).isAfterOrEqualTo(START.plus(Duration.ofHours(100)));
    }

    @Test
    void aSpeedHoldsTimersBackUntilTheWallHasCome() throws Exception {
        SettableClock wall = new SettableClock();
        time.schedule(() -> note("due"), 100, TimeUnit.SECONDS);
        time.run(10, wall);
        wall.instant = wall.instant.plusSeconds(5);
        // The reader sees market time between timers: five seconds of wall time are fifty.
        assertThat(time.instant()).isEqualTo(START.plusSeconds(50));
        assertThat(trace).isEmpty();
        time.schedule(() -> note("new"), 10, TimeUnit.SECONDS);
        wall.instant = wall.instant.plusSeconds(20);
        time.execute(() -> note("outside"));
        time.stop();
        time.advance(Duration.ofSeconds(100));
        assertThat(trace).contains("due 100000", "new 60000");
    }

    private void note(String what) {
        trace.add(what + " " + Duration.between(START, time.instant()).toMillis());
    }

    private void sleep(long millis) {
        try {
            time.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class CompletableNote {
        private final CountDownLatch done = new CountDownLatch(1);
    }

    private static final class SettableClock extends Clock {
        private volatile Instant instant = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return instant;
        }
    }
}
