package io.ordermonitor.testkit;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.order.Account;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * A {@link FakeBroker} for each account, made at first use, under the account's broker profile name. Thread-safe.
 *
 * <pre>{@code
 * FakeBrokers brokers = new FakeBrokers(clock);
 * brokers.of(70).outage();       // account 70 is out, the others are not
 * }</pre>
 */
public final class FakeBrokers implements Brokers {
    private final Supplier<FakeBroker> make;
    private final Map<Long, FakeBroker> brokers = new ConcurrentHashMap<>();

    /** Brokers whose calls take no time. */
    public FakeBrokers(Clock clock) {
        this.make = () -> new FakeBroker(clock);
    }

    /** Brokers whose calls may take time. */
    public FakeBrokers(Clock clock, ScheduledExecutorService timers) {
        this.make = () -> new FakeBroker(clock, timers);
    }

    @Override
    public FakeBroker of(Account account) {
        return brokers.computeIfAbsent(account.id(), id -> make.get().profile(BrokerProfile.named(account.broker())));
    }

    /** The broker of an account by its id, also before anybody asked for it. */
    public FakeBroker of(long accountId) {
        return brokers.computeIfAbsent(accountId, id -> make.get());
    }
}
