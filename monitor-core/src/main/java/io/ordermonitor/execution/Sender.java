package io.ordermonitor.execution;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends recorded intents to brokers, one call each, and says what became of them. Never throws for a broker. */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(2);
    private static final int LONGEST_REASON = 500;

    private final Brokers brokers;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final LongPredicate isOwned;
    private final ConcurrentMap<Long, Pacing> pacing = new ConcurrentHashMap<>();

    Sender(Brokers brokers, Clock clock, ScheduledExecutorService timers, LongPredicate isOwned) {
        this.brokers = brokers;
        this.clock = clock;
        this.timers = timers;
        this.isOwned = isOwned;
    }

    /** What became of a call. */
    record Sent(Intent.Settled settled, boolean sessionExpired, Instant startedAt) {}

    /** Sends one committed intent; blocks until the broker answered. */
    Sent send(Account account, Intent intent) throws InterruptedException {
        if (account.mode() == Account.Mode.OBSERVE) {
            return outcome(intent, Intent.Outcome.WOULD_SEND, null, LegOrder.OBSERVED, clock.instant());
        }
        Broker broker = brokers.of(account);
        pacing.computeIfAbsent(account.id(), id -> new Pacing(broker.profile().writesPerSecond(), clock, timers))
                .await();
        Instant startedAt = clock.instant();
        if (intent.createdAt().plus(MAX_AGE).isBefore(startedAt)) {
            return outcome(intent, Intent.Outcome.NOT_SENT, null, "recorded more than 2 s ago", startedAt);
        }
        if (!isOwned.test(intent.userId())) {
            return outcome(intent, Intent.Outcome.NOT_SENT, null, "this process no longer owns the user", startedAt);
        }
        return judge(intent, call(broker, intent), startedAt);
    }

    private static WriteResult call(Broker broker, Intent intent) {
        try {
            return switch (intent.kind()) {
                case PLACE ->
                    broker.place(new PlaceOrder(
                            intent.tag(),
                            intent.instrument(),
                            intent.side(),
                            intent.product(),
                            Objects.requireNonNull(intent.terms())));
                case MODIFY ->
                    broker.modify(new ModifyOrder(
                            intent.tag(),
                            Objects.requireNonNull(intent.brokerOrderId()),
                            Objects.requireNonNull(intent.terms())));
                case CANCEL ->
                    broker.cancel(new CancelOrder(intent.tag(), Objects.requireNonNull(intent.brokerOrderId())));
            };
        } catch (RuntimeException e) {
            LOG.error(
                    "broker adapter threw user={} account={} tag={}",
                    intent.userId(),
                    intent.accountId(),
                    intent.tag(),
                    e);
            return new WriteResult.Unknown("the broker adapter failed: " + e, false);
        }
    }

    private Sent judge(Intent intent, WriteResult result, Instant startedAt) {
        if (result instanceof WriteResult.Accepted accepted) {
            return outcome(intent, Intent.Outcome.ACCEPTED, accepted.brokerOrderId(), "", startedAt);
        }
        if (result instanceof WriteResult.Refused refused) {
            return outcome(intent, Intent.Outcome.REFUSED, null, refused.reason(), startedAt);
        }
        if (result instanceof WriteResult.NotSent notSent) {
            return outcome(intent, Intent.Outcome.NOT_SENT, null, notSent.reason(), startedAt);
        }
        WriteResult.Unknown unknown = (WriteResult.Unknown) result;
        Sent sent = outcome(intent, Intent.Outcome.UNKNOWN, null, unknown.reason(), startedAt);
        return new Sent(sent.settled(), unknown.sessionExpired(), startedAt);
    }

    private Sent outcome(
            Intent intent, Intent.Outcome outcome, @Nullable String brokerOrderId, String reason, Instant startedAt) {
        String clean = reason.replaceAll("\\p{Cntrl}", " ");
        String cut = clean.length() > LONGEST_REASON ? clean.substring(0, LONGEST_REASON) : clean;
        return new Sent(new Intent.Settled(intent, outcome, brokerOrderId, cut, clock.instant()), false, startedAt);
    }
}
