package io.ordermonitor.testkit;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.WriteResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The way to the broker: session, outage, scripted failures and replies, and the record of calls. Thread-safe. */
final class FakeLine {
    private final Map<BrokerCall.Kind, Deque<FailureKind>> failures = new EnumMap<>(BrokerCall.Kind.class);
    private final Map<BrokerCall.Kind, FailureKind> down = new EnumMap<>(BrokerCall.Kind.class);
    private final Map<BrokerCall.Kind, Deque<Runnable>> before = new EnumMap<>(BrokerCall.Kind.class);
    private final List<Script> scripts = new ArrayList<>();
    private final List<BrokerCall> calls = new CopyOnWriteArrayList<>();
    private boolean expired;
    private @Nullable String loginRefusal;

    /** Which writes get a reply, and whether only the first of them does. */
    private record Script(Predicate<BrokerCall> which, FakeReply reply, boolean once) {}

    synchronized void script(Predicate<BrokerCall> which, FakeReply reply, boolean once) {
        scripts.add(new Script(which, reply, once));
    }

    synchronized FakeReply reply(BrokerCall call) {
        Optional<Script> fitting =
                scripts.stream().filter(s -> s.which().test(call)).findFirst();
        fitting.filter(Script::once).ifPresent(scripts::remove);
        return fitting.map(Script::reply).orElseGet(FakeReply::accepted);
    }

    synchronized void failNext(BrokerCall.Kind kind, FailureKind failure) {
        failures.computeIfAbsent(kind, k -> new ArrayDeque<>()).add(failure);
    }

    synchronized void down(BrokerCall.Kind kind, FailureKind failure) {
        down.put(kind, failure);
    }

    synchronized void restore() {
        failures.clear();
        down.clear();
        scripts.clear();
        before.clear();
        expired = false;
        loginRefusal = null;
    }

    synchronized void beforeNext(BrokerCall.Kind kind, Runnable event) {
        before.computeIfAbsent(kind, k -> new ArrayDeque<>()).add(event);
    }

    /** Lets happen what was to happen before this call; outside all locks. */
    void meanwhile(BrokerCall.Kind kind) {
        Runnable event;
        synchronized (this) {
            Deque<Runnable> events = before.get(kind);
            event = events == null ? null : events.poll();
        }
        if (event != null) {
            event.run();
        }
    }

    synchronized void expire() {
        expired = true;
    }

    synchronized void refuseLogin(@Nullable String reason) {
        loginRefusal = reason;
        expired = expired || reason != null;
    }

    synchronized Login login() {
        Optional<FailureKind> failure = scripted(BrokerCall.Kind.LOGIN);
        if (failure.isPresent()) {
            return new Login(false, "scripted failure: " + failure.get());
        }
        if (loginRefusal != null) {
            return new Login(false, loginRefusal);
        }
        expired = false;
        return new Login(true, "");
    }

    /** Why this call fails before it reaches the broker; empty if it does not. */
    synchronized Optional<FailureKind> failure(BrokerCall.Kind kind) {
        Optional<FailureKind> scripted = scripted(kind);
        if (scripted.isPresent() || !expired) {
            return scripted;
        }
        return Optional.of(loginRefusal == null ? FailureKind.SESSION_EXPIRED : FailureKind.NEEDS_LOGIN);
    }

    private Optional<FailureKind> scripted(BrokerCall.Kind kind) {
        Deque<FailureKind> next = failures.get(kind);
        if (next != null && !next.isEmpty()) {
            return Optional.of(next.remove());
        }
        return Optional.ofNullable(down.get(kind));
    }

    /** The same for a write: an ended session is all that the broker answers, anything else was not sent. */
    Optional<WriteResult> unsent(BrokerCall.Kind kind) {
        return failure(kind)
                .map(failure -> failure == FailureKind.SESSION_EXPIRED
                        ? new WriteResult.Unknown("session expired", true)
                        : new WriteResult.NotSent(failure, "not sent: " + failure));
    }

    void record(BrokerCall call) {
        calls.add(call);
    }

    List<BrokerCall> calls() {
        return List.copyOf(calls);
    }
}
