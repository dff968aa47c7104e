package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line between a program and its account at the paper exchange: it takes time, it breaks, and its session ends.
 * A call acts half way through its latency. Thread-safe.
 */
final class PaperBroker implements Broker {
    private static final Logger LOG = LoggerFactory.getLogger(PaperBroker.class);
    private static final String NO_ANSWER = "no answer from the paper broker";
    private static final String SESSION_OVER = "Invalid session: please log in again";

    private final long accountId;
    private final PaperAccount account;
    private final PaperMarket market;
    private final Supplier<Instant> clock;
    private final ScheduledExecutorService timers;
    private final AccountTerms terms;

    PaperBroker(
            long accountId,
            PaperAccount account,
            PaperMarket market,
            Supplier<Instant> clock,
            ScheduledExecutorService timers) {
        this.accountId = accountId;
        this.account = account;
        this.market = market;
        this.clock = clock;
        this.timers = timers;
        this.terms = market.settings().termsOf(accountId);
    }

    @Override
    public Read<BrokerOrder> orderBook() {
        return read((book, now) -> book.rows());
    }

    @Override
    public Read<Position> positions() {
        Duration lag = market.settings().positionLag();
        return read((book, now) -> book.positions(now.minus(lag), now));
    }

    /** Empty while the line is down or the session has ended. */
    @Override
    public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
        Map<InstrumentId, BigDecimal> prices = new LinkedHashMap<>();
        if (waited(terms.readLatency()) && hindrance().isEmpty()) {
            Instant now = clock.get();
            instruments.stream()
                    .sorted()
                    .forEach(id -> market.lastPrice(id, now).ifPresent(price -> prices.put(id, price)));
        }
        return Map.copyOf(prices);
    }

    @Override
    public WriteResult place(PlaceOrder order) {
        return write((book, now) -> book.place(order, now));
    }

    @Override
    public WriteResult modify(ModifyOrder order) {
        return write((book, now) -> book.modify(order, now));
    }

    @Override
    public WriteResult cancel(CancelOrder order) {
        return write((book, now) -> book.cancel(order.brokerOrderId(), now));
    }

    @Override
    public Login login() {
        if (!waited(terms.writeLatency()) || account.outage().isPresent()) {
            return new Login(false, NO_ANSWER);
        }
        try {
            if (account.session() == PaperSession.NEEDS_LOGIN) {
                return new Login(false, "the paper broker wants a person to log in");
            }
            account.session(PaperSession.LIVE);
            return new Login(true, "");
        } catch (PaperStoreException e) {
            return new Login(false, broken(e));
        }
    }

    @Override
    public Subscription subscribe(OrderEventListener listener) {
        return account.events().subscribe(listener);
    }

    @Override
    public BrokerProfile profile() {
        return market.settings().profile();
    }

    private <T> Read<T> read(BiFunction<AccountBook, Instant, List<T>> view) {
        Instant startedAt = clock.get();
        Duration half = terms.readLatency().dividedBy(2);
        if (!waited(half)) {
            return unreachable(NO_ANSWER);
        }
        List<T> rows;
        try {
            Optional<FailureKind> hindrance = hindrance();
            if (hindrance.isPresent()) {
                boolean answered = waited(terms.readLatency().minus(half));
                FailureKind kind = answered ? hindrance.get() : FailureKind.UNREACHABLE;
                return new Read.Failed<>(kind, kind == FailureKind.UNREACHABLE ? NO_ANSWER : SESSION_OVER);
            }
            rows = account.read(view);
        } catch (PaperStoreException e) {
            return unreachable(broken(e));
        }
        return waited(terms.readLatency().minus(half))
                ? new Read.Fresh<>(rows, startedAt, clock.get(), Set.of())
                : unreachable(NO_ANSWER);
    }

    private WriteResult write(BiFunction<AccountBook, Instant, AccountBook.Written> action) {
        Duration half = terms.writeLatency().dividedBy(2);
        if (!waited(half)) {
            return new WriteResult.Unknown(NO_ANSWER, false);
        }
        WriteResult result;
        try {
            result = throughTheLine(action);
        } catch (PaperStoreException e) {
            result = new WriteResult.Unknown(broken(e), false);
        }
        return waited(terms.writeLatency().minus(half)) ? result : new WriteResult.Unknown(NO_ANSWER, false);
    }

    private WriteResult throughTheLine(BiFunction<AccountBook, Instant, AccountBook.Written> action) {
        Optional<OutageKind> outage = account.outage();
        if (outage.filter(kind -> kind == OutageKind.NOT_APPLIED).isPresent()) {
            return new WriteResult.Unknown(NO_ANSWER, false);
        }
        PaperSession session = account.session();
        if (session == PaperSession.NEEDS_LOGIN) {
            return new WriteResult.NotSent(FailureKind.NEEDS_LOGIN, SESSION_OVER);
        }
        if (session == PaperSession.EXPIRED) {
            return new WriteResult.Unknown(SESSION_OVER, outage.isEmpty());
        }
        WriteResult done = account.write(action);
        return outage.isPresent() ? new WriteResult.Unknown(NO_ANSWER, false) : done;
    }

    private Optional<FailureKind> hindrance() {
        if (account.outage().isPresent()) {
            return Optional.of(FailureKind.UNREACHABLE);
        }
        return switch (account.session()) {
            case LIVE -> Optional.empty();
            case EXPIRED -> Optional.of(FailureKind.SESSION_EXPIRED);
            case NEEDS_LOGIN -> Optional.of(FailureKind.NEEDS_LOGIN);
        };
    }

    private static <T> Read<T> unreachable(String reason) {
        return new Read.Failed<>(FailureKind.UNREACHABLE, reason);
    }

    private String broken(PaperStoreException e) {
        LOG.warn(
                "paper store failed account={} reason={} cause={}",
                accountId,
                e.getMessage(),
                String.valueOf(e.getCause()));
        return "the paper broker's store failed: " + e.getMessage();
    }

    /** Waits for market time; false if the wait was cut short and the caller should answer at once. */
    private boolean waited(Duration time) {
        if (time.isZero()) {
            return true;
        }
        try {
            timers.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS).get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CancellationException | RejectedExecutionException e) {
            LOG.debug("a wait ended early account={}", accountId, e);
            return false;
        }
    }
}
