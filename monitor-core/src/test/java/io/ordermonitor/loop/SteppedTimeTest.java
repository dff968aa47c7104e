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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // what a task did is seen in the trace
class SteppedTimeTest {
    private static final Instant START = Instant.parse("2026-11-23T03:45:00Z");

    private final SteppedTime time = new SteppedTime(START, ZoneId.of("Asia/Kolkata"));
    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        time.shutdownNow();
    }

    @Test
    void timersFireInTheOrderOfTheirInstantsAndThenOfTheirSetting() throws Exception {
        time.schedule(() -> note("c"), 2, TimeUnit.SECONDS);
        time.schedule(() -> note("a"), 1, TimeUnit.SECONDS);
        time.schedule(() -> note("b"), 1, TimeUnit.SECONDS);
        time.advance(Duration.ofSeconds(3));
        assertThat(trace).containsExactly("a 1000", "b 1000", "c 2000");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void timeStopsAtTheTargetAndATimerAtTheTargetFires() throws Exception {
        time.schedule(() -> note("at"), 1000, TimeUnit.MILLISECONDS);
        time.schedule(() -> note("after"), 1001, TimeUnit.MILLISECONDS);
        time.advanceTo(START.plusMillis(1000));
        assertThat(trace).containsExactly("at 1000");
        assertThat(time.nextTimer()).contains(START.plusMillis(1001));
    }

    @Test
    void timeNeverGoesBack() throws Exception {
        time.advance(Duration.ofSeconds(5));
        time.advanceTo(START);
        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void aWaitingTaskLetsTimeGoOnAndARunningOneHoldsIt() throws Exception {
        time.execute(() -> {
            note("begin");
            sleep(5_000);
            note("end");
        });
        time.schedule(() -> note("between"), 3, TimeUnit.SECONDS);
        time.advance(Duration.ofSeconds(10));
        assertThat(trace).containsExactly("begin 0", "between 3000", "end 5000");
    }

    @Test
    void twoTasksOfOneInstantRunOneAfterTheOtherAndNeverTogether() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            time.schedule(
                    () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        sleep(10);
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        running.decrementAndGet();
                    },
                    1,
                    TimeUnit.SECONDS);
        }
        time.advance(Duration.ofSeconds(2));
        assertThat(most).hasValue(1);
    }

    @Test
    void aTimerSetByATimerFiresInTheSameAdvance() throws Exception {
        time.schedule(
                () -> {
                    note("outer");
                    time.schedule(() -> note("inner"), 1, TimeUnit.SECONDS);
                    time.schedule(() -> note("now"), 0, TimeUnit.SECONDS);
                },
                1,
                TimeUnit.SECONDS);
        time.advance(Duration.ofSeconds(2));
        assertThat(trace).containsExactly("outer 1000", "now 1000", "inner 2000");
    }

    @Test
    void parallelCallsBeginInOrderAndTakeAsLongAsTheSlowest() throws Exception {
        String result = time.drive(() -> {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                calls.add(() -> {
                    note("begin " + number);
                    sleep(300 - 100 * number);
                    note("end " + number);
                    return "r" + number;
                });
            }
            StringBuilder all = new StringBuilder();
            for (Future<String> future : time.invokeAll(calls)) {
                all.append(future.get());
            }
            note("joined");
            return all.toString();
        });
        assertThat(result).isEqualTo("r0r1r2");
        assertThat(trace)
                .containsExactly(
                        "begin 0 0", "begin 1 0", "begin 2 0", "end 2 100", "end 1 200", "end 0 300", "joined 300");
    }

    @Test
    void callsWithinCallsJoin() throws Exception {
        int sum = time.drive(() -> sum(4));
        assertThat(sum).isEqualTo(16);
        assertThat(time.instant()).isEqualTo(START.plusMillis(10));
    }

    @Test
    void cancellingATimerWakesWhoeverWaitsForItAtThatInstant() throws Exception {
        List<ScheduledFuture<?>> far = new ArrayList<>();
        time.execute(() -> {
            far.add(time.schedule(() -> {}, 1, TimeUnit.DAYS));
            assertThatThrownBy(() -> far.get(0).get()).isInstanceOf(CancellationException.class);
            note("handed over");
        });
        time.schedule(() -> far.get(0).cancel(false), 7, TimeUnit.SECONDS);
        time.advance(Duration.ofSeconds(20));
        assertThat(trace).containsExactly("handed over 7000");
        assertThat(time.nextTimer()).isEmpty();
    }

    @Test
    void aTimedGetGivesUpAtItsMarketDeadlineAndFindsAnEarlierResult() throws Exception {
        String late = time.drive(() -> {
            ScheduledFuture<String> slow = time.schedule(() -> "x", 10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> slow.get(4, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            note("gave up");
            return slow.get(7, TimeUnit.SECONDS);
        });
        assertThat(late).isEqualTo("x");
        assertThat(trace).containsExactly("gave up 4000");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(10));
        assertThat(time.nextTimer()).isEmpty();
    }

    @Test
    void parallelCallsPastTheirLimitAreCancelled() throws Exception {
        List<Boolean> cancelled = time.drive(() -> {
            List<Callable<String>> calls = List.of(
                    () -> {
                        sleep(100);
                        return "quick";
                    },
                    () -> {
                        sleep(5_000);
                        return "slow";
                    });
            return time.invokeAll(calls, 1, TimeUnit.SECONDS).stream()
                    .map(Future::isCancelled)
                    .toList();
        });
        assertThat(cancelled).containsExactly(false, true);
        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void periodicTasksKeepTheirRateOrTheirPause() throws Exception {
        ScheduledFuture<?> rate = time.scheduleAtFixedRate(
                () -> {
                    note("rate");
                    sleep(400);
                },
                1,
                1,
                TimeUnit.SECONDS);
        time.scheduleWithFixedDelay(
                () -> {
                    note("pause");
                    sleep(500);
                },
                1,
                1,
                TimeUnit.SECONDS);
        time.advance(Duration.ofMillis(3_100));
        assertThat(trace).containsExactly("rate 1000", "pause 1000", "rate 2000", "pause 2500", "rate 3000");
        rate.cancel(false);
        trace.clear();
        time.advance(Duration.ofSeconds(2));
        assertThat(trace).containsExactly("pause 4000");
    }

    @Test
    void aThrowStopsNeitherTheClockNorOtherTasks() throws Exception {
        time.schedule(
                () -> {
                    throw new StackOverflowError("planted");
                },
                1,
                TimeUnit.SECONDS);
        time.schedule(() -> note("still"), 1, TimeUnit.SECONDS);
        time.execute(() -> {
            throw new IllegalStateException("planted");
        });
        time.advance(Duration.ofSeconds(1));
        assertThat(trace).containsExactly("still 1000");
        Future<?> failing = time.submit(() -> {
            throw new IllegalStateException("planted");
        });
        assertThatThrownBy(failing::get).hasRootCauseMessage("planted");
    }

    @Test
    void tenThousandTimersFireInOrder() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            time.schedule(() -> note("t"), random.nextInt(60_000), TimeUnit.MILLISECONDS);
        }
        time.advance(Duration.ofMinutes(1));
        assertThat(trace).hasSize(10_000);
        List<Long> instants =
                trace.stream().map(line -> Long.parseLong(line.substring(2))).toList();
        assertThat(instants).isSorted();
    }

    @Test
    void theSameSeedGivesTheSameTrace() throws Exception {
        List<String> first = mixedRun(42);
        assertThat(first).hasSize(5 * 40 * 5);
        for (int i = 0; i < 5; i++) {
            assertThat(mixedRun(42)).isEqualTo(first);
        }
        assertThat(mixedRun(43)).isNotEqualTo(first);
    }

    @Test
    void aViewInAnotherZoneShowsTheSameInstant() throws Exception {
        Clock utc = time.withZone(ZoneOffset.UTC);
        time.advance(Duration.ofSeconds(1));
        assertThat(utc.instant()).isEqualTo(time.instant());
        assertThat(utc.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    private int sum(int depth) throws InterruptedException, ExecutionException {
        sleep(depth);
        if (depth == 0) {
            return 1;
        }
        int sum = 0;
        Callable<Integer> half = () -> sum(depth - 1);
        for (Future<Integer> part : time.invokeAll(List.of(half, half))) {
            sum += part.get();
        }
        return sum;
    }

    private static List<String> mixedRun(long seed) throws InterruptedException {
        SteppedTime time = new SteppedTime(START, ZoneOffset.UTC);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        time.execute(() -> {
            for (int user = 0; user < 40; user++) {
                int id = user;
                Random random = new Random(seed + user);
                time.scheduleAtFixedRate(() -> work(time, lines, id, random), 0, 60, TimeUnit.SECONDS);
            }
        });
        time.advance(Duration.ofSeconds(299));
        time.shutdown();
        return lines;
    }

    private static void work(SteppedTime time, List<String> lines, int user, Random random) {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int call = i;
            int latency = random.nextInt(3);
            calls.add(() -> {
                time.schedule(() -> {}, latency, TimeUnit.MILLISECONDS).get();
                lines.add(time.instant() + " " + user + " call " + call);
                return call;
            });
        }
        try {
            time.invokeAll(calls);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        lines.add(time.instant() + " " + user + " done");
    }

    /** Three workers that let each other run, and three timers of one instant. */
    private static List<String> interleaved(Random order) throws Exception {
        List<String> trace = Collections.synchronizedList(new ArrayList<>());
        SteppedTime time = new SteppedTime(START, ZoneOffset.UTC, order);
        try {
            for (String name : List.of("a", "b", "c")) {
                time.schedule(
                        () -> {
                            for (int i = 0; i < 4; i++) {
                                trace.add(name + i);
                                time.schedule(() -> {}, i % 2, TimeUnit.SECONDS).get();
                            }
                            return true;
                        },
                        1,
                        TimeUnit.SECONDS);
            }
            time.advance(Duration.ofSeconds(5));
        } finally {
            time.shutdownNow();
        }
        return List.copyOf(trace);
    }

    @Test
    void aRandomOrderGivesTheSameRunForTheSameSeedAndOthersForOthers() throws Exception {
        Set<List<String>> runs = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            List<String> run = interleaved(new Random(seed));
            assertThat(interleaved(new Random(seed))).isEqualTo(run);
            assertThat(run).hasSize(12).containsSubsequence("a0", "a1", "a2", "a3");
            runs.add(run);
        }
        assertThat(runs).hasSizeGreaterThan(15);
    }

    @Test
    void inARandomOrderWhatIsGivenFromOutsideBeforeTimeIsDrivenRunsFirst() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            List<String> ran = Collections.synchronizedList(new ArrayList<>());
            SteppedTime random = new SteppedTime(START, ZoneOffset.UTC, new Random(seed));
            random.schedule(() -> ran.add("timer"), 0, TimeUnit.SECONDS);
            random.execute(() -> ran.add("first"));
            random.execute(() -> ran.add("second"));
            random.settle();
            random.shutdownNow();
            assertThat(ran).containsExactly("first", "second", "timer");
        }
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
}
