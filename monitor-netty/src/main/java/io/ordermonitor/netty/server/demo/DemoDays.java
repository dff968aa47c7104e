package io.ordermonitor.netty.server.demo;

import io.ordermonitor.loop.SteppedTime;
import io.ordermonitor.loop.TradingHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Plays one day after the other on the stepped market clock. Driven by one thread; only {@link #stop} is for others. */
final class DemoDays {
    private final SteppedTime time;
    private final TradingHours hours;
    private final double speed;
    private final DemoActor actor;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    DemoDays(SteppedTime time, TradingHours hours, double speed, DemoActor actor) {
        this.time = time;
        this.hours = hours;
        this.speed = speed;
        this.actor = actor;
    }

    /** True if an instant lies in a day of the demo that has begun and not ended. */
    static boolean isWithinDay(Instant instant, TradingHours hours) {
        LocalDate day = hours.tradingDay(instant);
        return hours.isRead(day)
                && instant.isAfter(DemoMarket.instant(day, DemoMarket.BEGIN))
                && instant.isBefore(DemoMarket.instant(day, DemoMarket.END));
    }

    /** The first trading day of the demo's calendar from a date on. */
    static LocalDate tradingDayFrom(LocalDate date, TradingHours hours) {
        LocalDate day = date;
        while (!hours.isRead(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /**
     * Plays from where the clock stands to the end of the day. What was to happen earlier has happened; what may have
     * been cut off by the end of another process happens again, since it does no harm twice.
     *
     * @param atEnd asked at the end of the day, before time goes on
     * @return its answer; empty if the day was stopped before
     */
    <T> Optional<T> play(LocalDate day, Supplier<T> atEnd) throws InterruptedException {
        Instant now = time.instant();
        for (DemoScenario.Moment moment : DemoScenario.day()) {
            Instant instant = DemoMarket.instant(day, moment.at());
            if (!instant.isBefore(now)) {
                at(instant, () -> act(moment, day));
            } else if (moment.action().isRepeatedAt(Duration.between(instant, now))) {
                at(now, () -> act(moment, day));
            }
        }
        CompletableFuture<T> end = new CompletableFuture<>();
        CompletableFuture<Void> still = new CompletableFuture<>();
        at(DemoMarket.instant(day, DemoMarket.END), () -> {
            end.completeAsync(atEnd, Runnable::run);
            // While this task runs, time does not move; else a clock that lags would leap into the night.
            still.join();
        });
        time.run(speed, Clock.systemUTC());
        try {
            CompletableFuture.anyOf(end, stopped).get();
            if (stopped.isDone()) {
                return Optional.empty();
            }
            time.stop();
            return Optional.of(end.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of the day could not be told: " + e.getCause(), e);
        } finally {
            still.complete(null);
        }
    }

    private void act(DemoScenario.Moment moment, LocalDate day) {
        if (!stopped.isDone()) {
            actor.perform(moment.action(), day, DemoMarket.instant(day, moment.at()));
        }
    }

    /** Lets the night pass at once, up to the beginning of the next trading day, and returns that day. */
    LocalDate sleepAfter(LocalDate day) throws InterruptedException {
        LocalDate next = tradingDayFrom(day.plusDays(1), hours);
        time.advanceTo(DemoMarket.instant(next, DemoMarket.BEGIN));
        return next;
    }

    /** Ends the day that is being played; time goes on. */
    void stop() {
        stopped.complete(null);
    }

    /** Waits by the wall clock; false if it was stopped before. */
    boolean hold(Duration wall) throws InterruptedException {
        try {
            stopped.get(wall.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for something; false if it was stopped before. */
    boolean hold(CompletableFuture<Void> until) throws InterruptedException {
        try {
            CompletableFuture.anyOf(until, stopped).get();
            return !stopped.isDone();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void at(Instant instant, Runnable task) {
        long nanos = Duration.between(time.instant(), instant).toNanos();
        time.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
}
