package io.ordermonitor.testkit;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.testkit.BrokerCall.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries calls over the line: they take time, may fail on the way, and are recorded. */
final class FakeCalls {
    private final Clock clock;
    private final @Nullable ScheduledExecutorService timers;
    private final FakeLine line;
    private volatile Duration latency = Duration.ZERO;

    FakeCalls(Clock clock, @Nullable ScheduledExecutorService timers, FakeLine line) {
        this.clock = clock;
        this.timers = timers;
        this.line = line;
    }

    void latency(Duration each) {
        if (timers == null && !each.isZero()) {
            throw new IllegalStateException("latency needs timers: use FakeBroker(clock, timers)");
        }
        latency = each;
    }

    <T> Read<T> read(Kind kind, Supplier<List<T>> rows, Supplier<Set<InstrumentId>> quarantined) {
        Instant startedAt = clock.instant();
        boolean arrived = waited(latency.dividedBy(2));
        line.meanwhile(kind);
        Optional<FailureKind> failure = line.failure(kind);
        List<T> seen = failure.isEmpty() ? rows.get() : List.of();
        Set<InstrumentId> bad = quarantined.get();
        if (!waited(latency.minus(latency.dividedBy(2))) || !arrived) {
            failure = Optional.of(FailureKind.UNREACHABLE);
        }
        Instant endedAt = clock.instant();
        line.record(BrokerCall.read(kind, failure.orElse(null), startedAt, endedAt));
        return failure.<Read<T>>map(why -> new Read.Failed<>(why, "scripted failure: " + why))
                .orElseGet(() -> new Read.Fresh<>(seen, startedAt, endedAt, bad));
    }

    Map<InstrumentId, BigDecimal> quotes(Supplier<Map<InstrumentId, BigDecimal>> known) {
        Read<Map<InstrumentId, BigDecimal>> read = read(Kind.QUOTES, () -> List.of(known.get()), Set::of);
        return read instanceof Read.Fresh<Map<InstrumentId, BigDecimal>> fresh
                ? fresh.rows().get(0)
                : Map.of();
    }

    WriteResult write(BrokerCall asked, Function<FakeReply, WriteResult> effect) {
        Instant startedAt = clock.instant();
        WriteResult result;
        if (waited(latency.dividedBy(2))) {
            line.meanwhile(asked.kind());
            result = line.unsent(asked.kind()).orElseGet(() -> act(asked, effect));
        } else {
            result = new WriteResult.Unknown("the call was interrupted", false);
        }
        if (!waited(latency.minus(latency.dividedBy(2)))) {
            result = new WriteResult.Unknown("the call was interrupted", false);
        }
        line.record(asked.ended(result, startedAt, clock.instant()));
        return result;
    }

    private WriteResult act(BrokerCall asked, Function<FakeReply, WriteResult> effect) {
        FakeReply reply = line.reply(asked);
        if (reply.endsSession()) {
            line.expire();
        }
        return effect.apply(reply);
    }

    Login login() {
        Instant startedAt = clock.instant();
        boolean arrived = waited(latency.dividedBy(2));
        line.meanwhile(Kind.LOGIN);
        Login login = line.login();
        if (!waited(latency.minus(latency.dividedBy(2))) || !arrived) {
            login = new Login(false, "the call was interrupted");
        }
        FailureKind failure = login.ok() ? null : FailureKind.NEEDS_LOGIN;
        line.record(BrokerCall.read(Kind.LOGIN, failure, startedAt, clock.instant()));
        return login;
    }

    /** Waits for market time; false if the wait was cut short. */
    private boolean waited(Duration time) {
        if (time.isZero() || timers == null) {
            return true;
        }
        try {
            timers.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS).get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CancellationException | RejectedExecutionException e) {
            return false;
        }
    }
}
