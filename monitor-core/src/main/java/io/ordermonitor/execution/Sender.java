package io.ordermonitor.execution;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerText;
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
            return unsent(intent, Intent.Outcome.WOULD_SEND, LegOrder.OBSERVED);
        }
        Broker broker = brokers.of(account);
        pacing.computeIfAbsent(account.id(), id -> new Pacing(broker.profile().writesPerSecond(), clock, timers))
                .await();
        Instant startedAt = clock.instant();
        if (intent.createdAt().plus(MAX_AGE).isBefore(startedAt)) {
            return unsent(intent, Intent.Outcome.NOT_SENT, "recorded more than 2 s ago");
        }
        if (!isOwned.test(intent.userId())) {
            return unsent(intent, Intent.Outcome.NOT_SENT, "this process no longer owns the user");
        }
        return judge(account, intent, call(broker, intent), startedAt);
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

    private Sent judge(Account account, Intent intent, WriteResult result, Instant startedAt) {
        if (result instanceof WriteResult.Accepted accepted) {
            return sent(intent, Intent.Outcome.ACCEPTED, accepted.brokerOrderId(), "", startedAt);
        }
        if (result instanceof WriteResult.Refused refused) {
            String reason = BrokerText.of(refused.reason(), account);
            return sent(intent, Intent.Outcome.REFUSED, null, reason, startedAt);
        }
        if (result instanceof WriteResult.NotSent notSent) {
            String reason = BrokerText.of(notSent.reason(), account);
            return sent(intent, Intent.Outcome.NOT_SENT, null, reason, startedAt);
        }
        WriteResult.Unknown unknown = (WriteResult.Unknown) result;
        String reason = BrokerText.of(unknown.reason(), account);
        Sent sent = sent(intent, Intent.Outcome.UNKNOWN, null, reason, startedAt);
        return new Sent(sent.settled(), unknown.sessionExpired(), startedAt);
    }

    private Sent sent(
            Intent intent, Intent.Outcome outcome, @Nullable String brokerOrderId, String reason, Instant startedAt) {
        Instant endedAt = clock.instant();
        return new Sent(
                new Intent.Settled(intent, outcome, brokerOrderId, reason, startedAt, endedAt), false, startedAt);
    }

    private Sent unsent(Intent intent, Intent.Outcome outcome, String reason) {
        Instant now = clock.instant();
        return new Sent(new Intent.Settled(intent, outcome, null, reason, now), false, now);
    }
}
