package io.ordermonitor.execution;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.Login;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews broker sessions, one login at a time per account: whoever comes while one is under way gets its outcome. After
 * a login that failed the next one waits a minute. Thread-safe.
 */
public final class BrokerSessions {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSessions.class);
    private static final Duration COOL_DOWN = Duration.ofSeconds(60);

    private final Brokers brokers;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final LongPredicate isOwned;
    private final Map<Long, Gate> gates = new HashMap<>();

    /** @param isOwned whether this process owns a user: a login of one that does not would end the owner's session */
    public BrokerSessions(Brokers brokers, Clock clock, ScheduledExecutorService timers, LongPredicate isOwned) {
        this.brokers = brokers;
        this.clock = clock;
        this.timers = timers;
        this.isOwned = isOwned;
    }

    /**
     * Renews the account's session after a call that began at {@code callStartedAt} was told that it had ended; does
     * nothing if it was renewed since.
     */
    public Login renew(Account account, Instant callStartedAt) throws InterruptedException {
        Gate gate;
        synchronized (gates) {
            gate = gates.computeIfAbsent(account.id(), id -> new Gate(new UserLock(timers)));
        }
        try {
            return gate.run(() -> renewNow(gate, account, callStartedAt));
        } catch (TimeoutException e) {
            return new Login(false, "a login is under way and does not end");
        }
    }

    private Login renewNow(Gate gate, Account account, Instant callStartedAt) {
        Instant now = clock.instant();
        if (gate.renewedAt.isAfter(callStartedAt)) {
            return new Login(true, "");
        }
        if (gate.failedAt.plus(COOL_DOWN).isAfter(now)) {
            return new Login(false, gate.failure);
        }
        if (!isOwned.test(account.userId())) {
            return new Login(false, "the user is not, or no longer, looked after by this process");
        }
        Broker broker = brokers.of(account);
        Login answer = broker.login();
        Login login = new Login(answer.ok(), BrokerText.of(answer.reason(), account));
        if (login.ok()) {
            gate.renewedAt = clock.instant();
            LOG.info("session renewed user={} account={}", account.userId(), account.id());
        } else {
            gate.failedAt = clock.instant();
            gate.failure = login.reason();
            LOG.warn(
                    "session not renewed user={} account={} reason={}", account.userId(), account.id(), login.reason());
        }
        return login;
    }

    private static final class Gate {
        private final UserLock lock;
        private Instant renewedAt = Instant.MIN;
        private Instant failedAt = Instant.EPOCH;
        private String failure = "";

        Gate(UserLock lock) {
            this.lock = lock;
        }

        Login run(Callable<Login> work) throws InterruptedException, TimeoutException {
            lock.lock();
            try {
                return work.call();
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                lock.unlock();
            }
        }
    }
}
