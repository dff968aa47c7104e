package io.ordermonitor.step;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.Read;
import io.ordermonitor.execution.BrokerSessions;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.BrokerText;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Storable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The 2N calls of step 1: order book and positions of all accounts at once, spaced only where a broker's profile says
 * so, and never more than one of a kind a second. An expired session is renewed once and the account's reads repeated
 * once.
 */
final class AccountReads {
    private final Brokers brokers;
    private final BrokerSessions sessions;
    private final Workers workers;
    private final Clock clock;
    private final ScheduledExecutorService timers;
    private final ReadSpacing spacing = new ReadSpacing();

    AccountReads(
            Brokers brokers, BrokerSessions sessions, Workers workers, Clock clock, ScheduledExecutorService timers) {
        this.brokers = brokers;
        this.sessions = sessions;
        this.workers = workers;
        this.clock = clock;
        this.timers = timers;
    }

    /**
     * What came of one account's reads.
     *
     * @param login what a renewal brought; null if none was needed
     */
    record Both(
            Account account,
            BrokerProfile profile,
            Read<BrokerOrder> orders,
            Read<Position> positions,
            @Nullable Login login) {
        boolean isFresh() {
            return orders.isFresh() && positions.isFresh();
        }

        private boolean isSessionExpired() {
            return isExpired(orders) || isExpired(positions);
        }

        private static boolean isExpired(Read<?> read) {
            return read instanceof Read.Failed<?> failed && failed.kind() == FailureKind.SESSION_EXPIRED;
        }
    }

    /** Reads all accounts; blocks as long as the slowest call. */
    List<Both> read(List<Account> accounts) throws InterruptedException {
        Instant startedAt = clock.instant();
        Map<Long, Both> all = new LinkedHashMap<>();
        readOnce(accounts).forEach(both -> all.put(both.account().id(), both));
        List<Account> expired = all.values().stream()
                .filter(Both::isSessionExpired)
                .map(Both::account)
                .toList();
        if (!expired.isEmpty()) {
            Map<Long, Login> logins = renew(expired, startedAt);
            List<Account> again =
                    expired.stream().filter(a -> isRenewed(logins, a)).toList();
            readOnce(again).forEach(both -> all.put(both.account().id(), both));
            logins.forEach((id, login) -> all.computeIfPresent(
                    id, (i, b) -> new Both(b.account(), b.profile(), b.orders(), b.positions(), login)));
        }
        return List.copyOf(all.values());
    }

    private static boolean isRenewed(Map<Long, Login> logins, Account account) {
        Login login = logins.get(account.id());
        return login != null && login.ok();
    }

    private Map<Long, Login> renew(List<Account> expired, Instant startedAt) throws InterruptedException {
        List<Callable<Login>> calls = new ArrayList<>();
        expired.forEach(account -> calls.add(() -> sessions.renew(account, startedAt)));
        List<Login> outcomes = workers.callAll(calls);
        Map<Long, Login> logins = new LinkedHashMap<>();
        for (int i = 0; i < expired.size(); i++) {
            logins.put(expired.get(i).id(), outcomes.get(i));
        }
        return logins;
    }

    @SuppressWarnings("unchecked") // the calls alternate: order book, positions
    private List<Both> readOnce(List<Account> accounts) throws InterruptedException {
        List<Callable<Read<?>>> calls = new ArrayList<>();
        for (Account account : accounts) {
            Broker broker = brokers.of(account);
            Duration gap = broker.profile().readSpacing();
            calls.add(() -> {
                await(account, ReadSpacing.Kind.BOOK);
                return guarded(account, broker::orderBook);
            });
            calls.add(() -> {
                pause(gap);
                await(account, ReadSpacing.Kind.POSITIONS);
                return guarded(account, broker::positions);
            });
        }
        List<Read<?>> reads = workers.callAll(calls);
        List<Both> all = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            all.add(new Both(
                    accounts.get(i),
                    brokers.of(accounts.get(i)).profile(),
                    (Read<BrokerOrder>) reads.get(2 * i),
                    (Read<Position>) reads.get(2 * i + 1),
                    null));
        }
        return all;
    }

    private void await(Account account, ReadSpacing.Kind kind) throws InterruptedException {
        pause(spacing.reserve(account.id(), kind, clock.instant()));
    }

    private static Read<?> guarded(Account account, Callable<? extends Read<?>> call) throws Exception {
        try {
            return clean(account, call.call());
        } catch (RuntimeException e) {
            return new Read.Failed<>(FailureKind.INVALID, "the broker adapter failed: " + e);
        }
    }

    /** No text of a broker goes further than here as it came, and no row that the store cannot hold. */
    private static Read<?> clean(Account account, Read<?> read) {
        if (read instanceof Read.Failed<?> failed) {
            return new Read.Failed<>(failed.kind(), BrokerText.of(failed.reason(), account));
        }
        Read.Fresh<?> fresh = (Read.Fresh<?>) read;
        List<Object> rows = new ArrayList<>();
        Set<InstrumentId> quarantined = new HashSet<>(fresh.quarantined());
        for (Object row : fresh.rows()) {
            if (row instanceof BrokerOrder order) {
                add(BrokerText.of(order, account), order.instrument(), Storable.is(order), rows, quarantined);
            } else if (row instanceof Position position) {
                add(position, position.instrument(), Storable.is(position), rows, quarantined);
            }
        }
        return new Read.Fresh<>(rows, fresh.startedAt(), fresh.endedAt(), quarantined);
    }

    private static void add(
            Object row, InstrumentId instrument, boolean isStorable, List<Object> to, Set<InstrumentId> quarantined) {
        if (isStorable) {
            to.add(row);
        } else {
            quarantined.add(instrument);
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (wait.isZero() || wait.isNegative()) {
            return;
        }
        try {
            timers.schedule(() -> {}, wait.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
